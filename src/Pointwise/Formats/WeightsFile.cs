using Pointwise.Formats.Torch;
using Pointwise.Graphs;

namespace Pointwise.Formats;

/// <summary>
/// Weights that others trained, for a network that is known: a safetensors file or a PyTorch checkpoint (.pt, .pth), told by content. Names are
/// those of PyTorch's state dict, whatever dictionaries and wrappers they lie in: state_dict, model, module. Nothing of a checkpoint is executed.
/// </summary>
public static class WeightsFile
{
    /// <summary>Reads a network's parameters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The network.</param>
    /// <param name="limits">How much of the file is believed; null for the defaults.</param>
    /// <param name="warn">Is told of tensors with values that are not finite.</param>
    /// <returns>Every parameter of the network, in its order.</returns>
    /// <exception cref="PointwiseException">The file cannot be read, or its tensors are not the network's: all that differ are named.</exception>
    public static Parameters Read(string path, Graph graph, Limits? limits = null, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using TensorFile file = Open(path, limits);
        return Read(file, graph, warn);
    }

    /// <summary>Reads a network's parameters from an open file.</summary>
    internal static Parameters Read(TensorFile file, Graph graph, Action<string>? warn = null) => file.ReadParameters(WeightNames.Fit(file, graph), warn);

    /// <summary>Opens a file of tensors by its content.</summary>
    /// <exception cref="PointwiseException">It cannot be read, or is something else: it is told what.</exception>
    internal static TensorFile Open(string path, Limits? limits = null) => ModelFormats.Of(path, limits) switch
    {
        ModelFormat.Pointwise or ModelFormat.Safetensors => SafetensorsFile.Open(path, limits),
        ModelFormat.TorchArchive or ModelFormat.TorchPickles => TorchFile.Open(path, limits),
        ModelFormat.Empty => throw new PointwiseException(path, "file is empty", "tensors", "0 bytes", "get the file anew"),
        var other => throw new PointwiseException(path, "holds no tensors that are read", "a safetensors file or a PyTorch checkpoint", ModelFormats.Describe(other), ModelFormats.Advice(other)),
    };
}
