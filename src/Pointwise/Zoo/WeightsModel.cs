using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;

namespace Pointwise.Zoo;

/// <summary>A file of weights alone, put into the network that they belong to.</summary>
internal static class WeightsModel
{
    /// <summary>Reads the weights into their network.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="format">What it is.</param>
    /// <param name="options">Which network and input, where they are asked for.</param>
    /// <param name="architecture">The network; null for the options', else the one of the catalog that the weights fit.</param>
    /// <exception cref="PointwiseException">No network is named and none of the catalog fits, or the weights do not fit it.</exception>
    public static OpenedModel Read(TensorFile file, string format, ModelOptions options, Architecture? architecture)
    {
        if (architecture is null && options.Network is { } name) architecture = ArchitectureCatalog.GetOrRead(name);
        if (architecture is null && !NetworkOfWeights.TryFind(file, out architecture))
        {
            throw new PointwiseException(file.Path, "weights without a network", "names and shapes of a network of the catalog, or --network NAME",
                $"{file.Entries.Length} tensors that fit none", "name the network by --network: a name of pointwise models, or a network file");
        }

        if (options.Network is null) options.Tell?.Invoke($"{file.Path}: weights of {architecture.Name}, by their names and shapes");
        Graph graph = NetworkOfWeights.Build(architecture, file, options.Input);
        return new OpenedModel(new Model(graph, WeightsFile.Read(file, graph, options.Tell)) { Preprocessing = architecture.PreprocessingFor(graph.Input.Shape) }, file.Path, format, PreprocessingIsKnown: true);
    }
}
