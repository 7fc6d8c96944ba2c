using Pointwise.Graphs;

namespace Pointwise.Zoo;

/// <summary>A model as it was read, and where it came from.</summary>
/// <param name="Model">The model, owned by whoever asked for it.</param>
/// <param name="Path">The file.</param>
/// <param name="Format">What the file is: model file, safetensors, PyTorch checkpoint, ONNX.</param>
/// <param name="PreprocessingIsKnown">Whether the file, the catalog or the caller told what is done to pictures.</param>
internal sealed record OpenedModel(Model Model, string Path, string Format, bool PreprocessingIsKnown);
