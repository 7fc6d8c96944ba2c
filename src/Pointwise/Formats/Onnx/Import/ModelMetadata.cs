using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Graphs;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>What stands beside the network in an ONNX file of ours, under the keys of our own model file, and what is noted of any other.</summary>
internal static class ModelMetadata
{
    public const string NameKey = "pointwise.name", HeadKey = "pointwise.head", LabelsKey = "pointwise.labels", PreprocessingKey = "pointwise.preprocessing", ProvenanceKey = "pointwise.provenance";

    /// <summary>The network's name: as the file's metadata has it, else the one given.</summary>
    public static string NameOf(OnnxModel model, string otherwise, Limits limits) =>
        model.Metadata.TryGetValue(NameKey, out string? name) && name.Length > 0 && name.Length <= limits.NameLength ? name : otherwise;

    /// <summary>The model with labels, preprocessing, answering head and provenance.</summary>
    public static Model Apply(Model model, OnnxFile file, int opset, IReadOnlyList<string> notes, Limits limits)
    {
        try
        {
            return model with
            {
                Labels = Read(LabelsKey, file, text => ModelText.ReadLabels(text, Place(file, LabelsKey), limits)) is { IsDefault: false } labels ? labels : [],
                Preprocessing = Read(PreprocessingKey, file, text => PreprocessingText.Read(text, Place(file, PreprocessingKey), limits)) ?? new Preprocessing(),
                AnsweringHead = file.Model.Metadata.TryGetValue(HeadKey, out string? head) && (head == Model.MeanHead || model.Graph.Heads.Any(h => h.Name == head)) ? head : model.AnsweringHead,
                Provenance = Provenance(file, opset, notes, limits),
            };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static T? Read<T>(string key, OnnxFile file, Func<string, T> read) => file.Model.Metadata.TryGetValue(key, out string? text) ? read(text) : default;

    private static ImmutableSortedDictionary<string, string> Provenance(OnnxFile file, int opset, IReadOnlyList<string> notes, Limits limits)
    {
        ImmutableSortedDictionary<string, string> known = Read(ProvenanceKey, file, text => ModelText.ReadProvenance(text, Place(file, ProvenanceKey), limits))
            ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        known = known.SetItem("imported_from", "onnx").SetItem("onnx_opset", opset.ToString(CultureInfo.InvariantCulture));
        if (file.Model.Producer.Length > 0) known = known.SetItem("onnx_producer", JsonCursor.Shorten(file.Model.Producer));
        return notes.Count > 0 ? known.SetItem("onnx_changes", string.Join("; ", notes)) : known;
    }

    private static string Place(OnnxFile file, string key) => $"{file.Path}: {key}";
}
