using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pointwise.Graphs;

namespace Pointwise.Formats;

/// <summary>
/// A model as one safetensors file: tensors under the architecture's own names; graph, labels, preprocessing, answering head and provenance
/// as JSON in its metadata. Any safetensors reader opens it. The same model gives the same bytes.
/// </summary>
public static class ModelFile
{
    private const string FormatKey = "format";
    private const string Format = "pointwise";
    private const string VersionKey = "version";
    private const int Version = 1;
    private const string TaskKey = "pointwise.task", Segmentation = "segmentation";
    private const string GraphKey = "pointwise.graph";
    private const string HeadKey = "pointwise.head";
    private const string LabelsKey = "pointwise.labels";
    private const string PreprocessingKey = "pointwise.preprocessing";
    /// <summary>How the names of tensors begin that a checkpoint keeps beside the model's own.</summary>
    internal const string BesideModel = "pointwise.training/";

    private const string ProvenanceKey = "pointwise.provenance";

    /// <summary>Writes a model, as a whole or not at all; also over the file it was read from.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="PointwiseException">The file cannot be written, or the model's parts do not fit each other.</exception>
    public static void Save(Model model, string path) => Write(model).Save(path);

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How much of it is believed; null for the defaults.</param>
    /// <param name="warn">Is told of tensors with values that are not finite.</param>
    /// <exception cref="PointwiseException">It cannot be read, is no model file, or its parts do not fit each other.</exception>
    public static Model Load(string path, Limits? limits = null, Action<string>? warn = null)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path, limits);
        return Read(file, limits, warn);
    }

    /// <summary>A model's file before it is written.</summary>
    /// <param name="model">The model.</param>
    /// <param name="type">How its weights are stored: F32, F16 or BF16. Biases, factors and statistics are few, and stay as they are.</param>
    internal static SafetensorsWriter Write(Model model, ElementType type = ElementType.F32)
    {
        GraphChecker.Check(model.Graph);
        Check(model);
        var writer = new SafetensorsWriter();
        writer.Metadata(FormatKey, Format);
        writer.Metadata(VersionKey, Version.ToString(CultureInfo.InvariantCulture));
        writer.Metadata(GraphKey, Believable(model.Graph.Name, ModelText.Write(json => GraphWriter.Write(json, model.Graph))));
        writer.Metadata(HeadKey, model.AnsweringHead);
        // for other readers: ours sees it by the graph
        if (model.Task == ModelTask.Segmentation) writer.Metadata(TaskKey, Segmentation);
        writer.Metadata(LabelsKey, ModelText.Write(json => ModelText.WriteLabels(json, model.Labels)));
        writer.Metadata(PreprocessingKey, ModelText.Write(json => PreprocessingText.Write(json, model.Preprocessing)));
        writer.Metadata(ProvenanceKey, ModelText.Write(json => ModelText.WriteProvenance(json, model.Provenance)));
        foreach (string name in model.Parameters.Names) writer.Add(name, model.Parameters[name], model.Parameters[name].Shape.Rank > 1 ? type : ElementType.F32);
        return writer;
    }

    /// <summary>Whether a file says that it is one of ours.</summary>
    internal static bool IsOne(SafetensorsFile file) => IsOne(file.Metadata);

    /// <summary>Whether metadata is that of one of ours.</summary>
    internal static bool IsOne(ImmutableSortedDictionary<string, string> metadata) => metadata.TryGetValue(FormatKey, out string? format) && format == Format;

    /// <summary>Reads a model from an open file.</summary>
    internal static Model Read(SafetensorsFile file, Limits? limits = null, Action<string>? warn = null)
    {
        limits ??= Limits.Default;
        CheckFormat(file);
        Graph graph = GraphReader.Read(Text(file, GraphKey, limits), $"{file.Path}: {GraphKey}", limits);
        string head = Text(file, HeadKey, limits);
        ImmutableArray<string> labels = ModelText.ReadLabels(Text(file, LabelsKey, limits), $"{file.Path}: {LabelsKey}", limits);
        Preprocessing preprocessing = PreprocessingText.Read(Text(file, PreprocessingKey, limits), $"{file.Path}: {PreprocessingKey}", limits);
        ImmutableSortedDictionary<string, string> provenance = ModelText.ReadProvenance(Text(file, ProvenanceKey, limits), $"{file.Path}: {ProvenanceKey}", limits);
        var model = new Model(graph, file.ReadParameters(graph.Parameters.Select(p => p.Name), warn, name => !name.StartsWith(BesideModel, StringComparison.Ordinal)))
        {
            AnsweringHead = head,
            Labels = labels,
            Preprocessing = preprocessing,
            Provenance = provenance,
        };
        try
        {
            Check(model);
            return model;
        }
        catch (PointwiseException e)
        {
            model.Dispose();
            throw e.In(file.Path);
        }
    }

    private static void CheckFormat(SafetensorsFile file)
    {
        if (!IsOne(file))
        {
            throw new PointwiseException(file.Path, "holds tensors only, no network", $"a model file: {FormatKey} {Format} in its metadata",
                $"{file.Entries.Length} tensors, {(file.Metadata.TryGetValue(FormatKey, out string? format) ? $"{FormatKey} {JsonCursor.Shorten(format)}" : "no format named")}",
                "name the network these weights belong to and give this file as its weights");
        }

        string version = file.Metadata.GetValueOrDefault(VersionKey, "none");
        if (version != Version.ToString(CultureInfo.InvariantCulture))
            throw new PointwiseException(file.Path, "model file of another version", $"{VersionKey} {Version}", JsonCursor.Shorten(version), "read it with a newer version of the program");
    }

    private static string Text(SafetensorsFile file, string key, Limits limits)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
            throw new PointwiseException(file.Path, $"{key} is missing", $"{key} in the metadata", string.Join(", ", file.Metadata.Keys.Take(8).Select(k => JsonCursor.Shorten(k))), "write the model file anew");
        if (Encoding.UTF8.GetByteCount(text) > limits.TextBytes)
            throw new PointwiseException(file.Path, $"{key} is too long", $"at most {limits.TextBytes} bytes (limit {nameof(Limits.TextBytes)})", $"{Encoding.UTF8.GetByteCount(text)}", "make the network smaller, or raise the limit");
        return text;
    }

    private static string Believable(string network, string text) => Encoding.UTF8.GetByteCount(text) <= Limits.Default.TextBytes ? text
        : throw new PointwiseException(network, "graph too large for a model file", $"at most {Limits.Default.TextBytes} bytes of JSON", $"{Encoding.UTF8.GetByteCount(text)}", "make the network smaller");

    private static void Check(Model model)
    {
        string network = model.Graph.Name;
        model.Parameters.CheckFit(model.Graph);
        PreprocessingText.Check($"{network}: preprocessing", model.Preprocessing);
        string[] heads = [.. model.Graph.Heads.Select(h => h.Name), Model.MeanHead];
        if (!heads.Contains(model.AnsweringHead))
            throw new PointwiseException(network, "no such answering head", string.Join(", ", heads), JsonCursor.Shorten(model.AnsweringHead), NearestName.Suggestion(model.AnsweringHead, heads) + "name one of the heads");
        int classes = model.Graph.Nodes[model.Graph.Heads[0].Node].Shape.C;
        if (model.Labels.Length > 0 && model.Labels.Length != classes)
            throw new PointwiseException(network, "labels do not fit the network", $"{classes} labels, or none", $"{model.Labels.Length}", "give one label a class");
    }
}
