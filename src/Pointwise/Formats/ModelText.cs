using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pointwise.Graphs;

namespace Pointwise.Formats;

/// <summary>What stands beside the graph in a model file, as JSON: labels and provenance.</summary>
internal static class ModelText
{
    /// <summary>JSON without spaces, readable letters of every script left as they are.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static void WriteLabels(Utf8JsonWriter json, ImmutableArray<string> labels)
    {
        json.WriteStartArray();
        foreach (string label in labels) json.WriteStringValue(WholeText.Require("label", label));
        json.WriteEndArray();
    }

    public static ImmutableArray<string> ReadLabels(string text, string where, Limits limits)
    {
        var json = new JsonCursor(Encoding.UTF8.GetBytes(text), limits.JsonDepth, where);
        ImmutableArray<string>.Builder labels = ImmutableArray.CreateBuilder<string>();
        json.Array("labels");
        while (json.NextItem())
        {
            if (labels.Count == limits.Labels) throw json.Wrong("labels", $"at most {limits.Labels} (limit {nameof(Limits.Labels)})");
            labels.Add(json.Text("a label"));
        }

        json.End();
        return labels.ToImmutable();
    }

    public static void WriteProvenance(Utf8JsonWriter json, ImmutableSortedDictionary<string, string> provenance)
    {
        json.WriteStartObject();
        foreach ((string key, string value) in provenance.OrderBy(p => p.Key, StringComparer.Ordinal))
            json.WriteString(WholeText.Require("provenance", key), WholeText.Require($"provenance {key}", value));
        json.WriteEndObject();
    }

    public static ImmutableSortedDictionary<string, string> ReadProvenance(string text, string where, Limits limits)
    {
        var json = new JsonCursor(Encoding.UTF8.GetBytes(text), limits.JsonDepth, where);
        var provenance = new Dictionary<string, string>(StringComparer.Ordinal);
        json.Object("provenance");
        while (json.NextKey(out string key))
        {
            if (provenance.Count == limits.MetadataEntries) throw json.Wrong("provenance", $"at most {limits.MetadataEntries} entries (limit {nameof(Limits.MetadataEntries)})");
            if (!provenance.TryAdd(key, json.Text($"provenance {JsonCursor.Shorten(key)}"))) throw json.Twice(key);
        }

        json.End();
        return provenance.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
