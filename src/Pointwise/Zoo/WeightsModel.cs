using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tensors;

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
    public static OpenedModel Read(SafetensorsFile file, string format, ModelOptions options, Architecture? architecture)
    {
        var shapes = file.Entries.ToDictionary(e => e.Name, e => e.Shape, StringComparer.Ordinal);
        architecture ??= options.Network is { } name ? Named(name) : NetworkOfWeights.Find(shapes) ?? throw Unknown(file);
        if (options.Network is null) options.Tell?.Invoke($"{file.Path}: weights of {architecture.Name}, by their names and shapes");
        Graph graph = NetworkOfWeights.Build(architecture, shapes, options.Input);
        HashSet<string> wanted = [.. graph.Parameters.Select(p => p.Name)];
        var model = new Model(graph, file.ReadParameters(graph.Parameters.Select(p => p.Name), options.Tell, wanted.Contains)) { Preprocessing = architecture.PreprocessingFor(graph.Input.Shape) };
        try
        {
            model.Parameters.CheckFit(graph);
            return new OpenedModel(model, file.Path, format, PreprocessingIsKnown: true);
        }
        catch (PointwiseException e)
        {
            model.Dispose();
            throw e.In(file.Path);
        }
    }

    private static Architecture Named(string name) => Path.GetExtension(name) is ".yaml" or ".yml" ? NetworkFile.Read(name) : ArchitectureCatalog.Get(name);

    private static PointwiseException Unknown(SafetensorsFile file) => new(file.Path, "weights without a network", "names and shapes of a network of the catalog, or --network NAME",
        $"{file.Entries.Length} tensors that fit none", "name the network by --network: a name of pointwise models, or a network file");
}
