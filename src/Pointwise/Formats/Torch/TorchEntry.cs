namespace Pointwise.Formats.Torch;

/// <summary>One tensor of a PyTorch checkpoint, under the keys that lead to it.</summary>
/// <param name="Name">The keys, joined by dots.</param>
/// <param name="Tensor">Where and how its elements lie.</param>
internal sealed record TorchEntry(string Name, TorchTensor Tensor) : TensorEntry(Name, Tensor.Type, Tensor.Shape);
