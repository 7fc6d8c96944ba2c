using System.Collections.Immutable;
using System.Text.Unicode;

namespace Pointwise.Formats;

/// <summary>What a safetensors file says of itself, checked: the tensors fill the data without hole or overlap.</summary>
/// <param name="Metadata">Free text by key.</param>
/// <param name="Entries">In the order of their data.</param>
internal sealed record SafetensorsHeader(ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<SafetensorsEntry> Entries)
{
    /// <summary>Bytes of the header's length, which the file begins with.</summary>
    public const int LengthBytes = 8;

    /// <summary>The key that holds the metadata.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>Reads a header that is followed by so many bytes of data.</summary>
    /// <exception cref="PointwiseException">The header is not valid, or does not fit the data.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> text, long dataBytes, string path, Limits limits)
    {
        if (!Utf8.IsValid(text))
            throw new PointwiseException(path, "header is not UTF-8", $"{text.Length} bytes of UTF-8 from byte {LengthBytes}", "bytes that are no characters", "get the file anew: it is damaged or no safetensors file");
        var entries = new List<SafetensorsEntry>();
        ImmutableSortedDictionary<string, string> metadata = Read(text, path, limits, entries);
        ImmutableArray<SafetensorsEntry> inOrder = InOrder(entries);
        CheckLayout(inOrder, dataBytes, path, LengthBytes + text.Length);
        return new SafetensorsHeader(metadata, inOrder);
    }

    /// <summary>The tensors that a damaged header still tells of, wherever they claim to lie.</summary>
    public static ImmutableArray<SafetensorsEntry> Salvage(ReadOnlySpan<byte> text, string path, Limits limits)
    {
        var entries = new List<SafetensorsEntry>();
        try
        {
            Read(text, path, limits, entries);
        }
        catch (PointwiseException)
        {
            // what was read before it is what is asked for
        }

        return InOrder(entries);
    }

    private static ImmutableSortedDictionary<string, string> Read(ReadOnlySpan<byte> text, string path, Limits limits, List<SafetensorsEntry> entries)
    {
        var json = new JsonCursor(text, limits.JsonDepth, path, LengthBytes);
        json.Object("the header");
        ImmutableSortedDictionary<string, string>? metadata = null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.NextKey(out string key))
        {
            if (!names.Add(key)) throw json.Twice(key);
            if (key == MetadataKey) metadata = ReadMetadata(ref json, path, limits);
            else if (entries.Count < limits.Tensors) entries.Add(SafetensorsEntryReader.Read(ref json, key, path, limits));
            else throw new PointwiseException(path, "too many tensors", $"at most {limits.Tensors} (limit {nameof(Limits.Tensors)})", "more", "split the file, or raise the limit");
        }

        json.End();
        return metadata ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    }

    private static ImmutableArray<SafetensorsEntry> InOrder(List<SafetensorsEntry> entries) =>
        [.. entries.OrderBy(e => e.Begin).ThenBy(e => e.End).ThenBy(e => e.Name, StringComparer.Ordinal)];

    /// <summary>The metadata alone, of a header that may be damaged behind it.</summary>
    /// <exception cref="PointwiseException">The header is damaged before or within it.</exception>
    public static ImmutableSortedDictionary<string, string> ReadMetadata(ReadOnlySpan<byte> text, string path, Limits limits)
    {
        var json = new JsonCursor(text, limits.JsonDepth, path, LengthBytes);
        json.Object("the header");
        while (json.NextKey(out string key))
        {
            if (key == MetadataKey) return ReadMetadata(ref json, path, limits);
            json.Skip();
        }

        return ImmutableSortedDictionary<string, string>.Empty;
    }

    private static ImmutableSortedDictionary<string, string> ReadMetadata(ref JsonCursor json, string path, Limits limits)
    {
        json.Object(MetadataKey);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.NextKey(out string key))
        {
            if (metadata.Count == limits.MetadataEntries)
                throw new PointwiseException(path, "too much metadata", $"at most {limits.MetadataEntries} entries (limit {nameof(Limits.MetadataEntries)})", "more", "remove metadata, or raise the limit");
            if (!metadata.TryAdd(key, json.Text($"metadata {JsonCursor.Shorten(key)}"))) throw json.Twice(key);
        }

        return metadata.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static void CheckLayout(ImmutableArray<SafetensorsEntry> entries, long dataBytes, string path, long dataStart)
    {
        long filled = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != filled)
            {
                throw new PointwiseException(TensorEntry.Place(path, entry.Name), entry.Begin < filled ? "overlaps another tensor" : "a hole lies before it",
                    $"data from offset {filled}, where the tensor before it ends", $"data from offset {entry.Begin}", "write the file anew: tensors fill it without hole or overlap");
            }

            filled = entry.End;
        }

        if (filled != dataBytes)
        {
            throw new PointwiseException($"{path}: byte {dataStart + Math.Min(filled, dataBytes)}", filled > dataBytes ? "data is cut off" : "bytes follow the last tensor",
                $"{filled} bytes of data after the header", $"{dataBytes}", "get the file anew: it is not complete, or something was added to it");
        }
    }
}
