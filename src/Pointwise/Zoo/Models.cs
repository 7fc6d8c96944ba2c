using System.Collections.Immutable;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;

namespace Pointwise.Zoo;

/// <summary>A name or a path becomes a model: published weights are fetched on first use and then lie in a cache, files are told by their content.</summary>
public static class Models
{
    /// <summary>The names of the published weights.</summary>
    public static IEnumerable<string> Names => ZooCatalog.Names;

    /// <summary>Opens a model by a name of <see cref="Names"/>, or a file: a model file, ONNX, safetensors, a PyTorch checkpoint.</summary>
    /// <param name="nameOrPath">The name, or the path; ./googlenet for a file that is called as a model of the list.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="stop">Ends a transfer; what came so far stays for the next time.</param>
    /// <exception cref="PointwiseException">There is no such name or file, it cannot be fetched or read, or the options do not fit it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Model Open(string nameOrPath, ModelOptions? options = null, CancellationToken stop = default) => OpenFile(nameOrPath, options, stop).Model;

    /// <summary>The same, with what is known of the file.</summary>
    internal static OpenedModel OpenFile(string nameOrPath, ModelOptions? options = null, CancellationToken stop = default)
    {
        options ??= new ModelOptions();
        return ZooCatalog.TryGet(nameOrPath, out PublishedModel? published) ? OpenPublished(published, options, stop)
            : File.Exists(nameOrPath) ? ModelReader.Read(nameOrPath, options)
            : IsPath(nameOrPath) ? throw FileProblem.Reading(nameOrPath, new FileNotFoundException())
            : OpenPublished(ZooCatalog.Get(nameOrPath), options, stop);
    }

    /// <summary>Fetches weights where they are not in the cache, and puts them into their network.</summary>
    internal static OpenedModel OpenPublished(PublishedModel published, ModelOptions options, CancellationToken stop)
    {
        if (options.Network is { } network && network != published.Name)
            throw new PointwiseException(published.Name, "brings its own network", published.Name, network, "leave the network out, or name the file of the weights");
        var cache = new ModelCache(options);
        cache.Require(published, stop).GetAwaiter().GetResult();
        Architecture architecture = ArchitectureCatalog.Get(published.Name);
        ModelOptions known = options with { Network = published.Name, Labels = options.Labels ?? cache.PathOf(published.Labels), Preprocessing = options.Preprocessing ?? architecture.PreprocessingFor(options.Input ?? architecture.InputShape) };
        OpenedModel opened = ModelReader.Read(cache.PathOf(published.Weights), known, architecture);
        ImmutableSortedDictionary<string, string> provenance = opened.Model.Provenance.SetItem("source", published.Weights.Address).SetItem("licence", published.Licence);
        return opened with { Model = opened.Model with { Provenance = provenance } };
    }

    private static bool IsPath(string text) => text.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar) || ModelFormats.IsFileName(text);
}
