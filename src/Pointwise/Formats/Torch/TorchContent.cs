using System.Collections.Immutable;
using System.Globalization;

namespace Pointwise.Formats.Torch;

/// <summary>What a checkpoint's dictionaries and lists hold, by name: the keys and positions that lead there, joined by dots.</summary>
internal sealed class TorchContent
{
    /// <summary>Tensors may repeat elements of their storages up to so much beyond the file's own size.</summary>
    public const long RepeatedBytes = 64L << 20;

    /// <summary>How many times the file's bytes all tensors together may hold where that is more.</summary>
    public const int RepeatedTimes = 4;

    private readonly string path;
    private readonly long fileBytes;
    private readonly Limits limits;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<TorchEntry> entries = [];
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);
    private long visits;
    private long characters;
    private long bytes;

    private TorchContent(string path, long fileBytes, Limits limits) => (this.path, this.fileBytes, this.limits) = (path, fileBytes, limits);

    /// <summary>The tensors, in the order of the checkpoint.</summary>
    public IReadOnlyList<TorchEntry> Entries => entries;

    /// <summary>Numbers, truths and text beside them: epoch, accuracy, names.</summary>
    public ImmutableSortedDictionary<string, string> Values => values.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Walks through what a pickle made.</summary>
    /// <param name="root">What it made.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="fileBytes">Its size.</param>
    /// <param name="limits">How much is believed.</param>
    /// <exception cref="PointwiseException">It nests too deep, or holds too much.</exception>
    public static TorchContent Of(object? root, string path, long fileBytes, Limits limits)
    {
        var content = new TorchContent(path, fileBytes, limits);
        content.Visit(root, "", 0);
        return content;
    }

    private void Visit(object? value, string name, int depth)
    {
        if (++visits > limits.PickleSteps) throw TooMuch("values", $"{limits.PickleSteps} (limit {nameof(Limits.PickleSteps)})");
        switch (value)
        {
            case TorchTensor tensor: Add(tensor, name.Length > 0 ? name : "tensor"); break;
            case PickleMap map:
                RequireDepth(name, depth);
                foreach ((object key, object? item) in map.Items)
                    if (PickleText.Scalar(key) is { } part && key is not double) Visit(item, Join(name, key as string ?? part), depth + 1);
                break;
            case List<object?> list: VisitAll(list, name, depth); break;
            case object[] tuple: VisitAll(tuple, name, depth); break;
            default: AddValue(value, name); break;
        }
    }

    private void VisitAll(IReadOnlyList<object?> items, string name, int depth)
    {
        RequireDepth(name, depth);
        for (int i = 0; i < items.Count; i++) Visit(items[i], Join(name, i.ToString(CultureInfo.InvariantCulture)), depth + 1);
    }

    private void Add(TorchTensor tensor, string name)
    {
        if (entries.Count == limits.Tensors) throw TooMuch("tensors", $"{limits.Tensors} (limit {nameof(Limits.Tensors)})");
        if (!names.Add(name))
            throw new PointwiseException(TensorEntry.Place(path, name), "two tensors of one name", "keys that lead to one tensor each", "a second", "rename one of the keys that are joined by dots");
        var entry = new TorchEntry(name, tensor);
        bytes += entry.Bytes;
        if (bytes > Math.Max(RepeatedBytes, RepeatedTimes * fileBytes))
        {
            throw new PointwiseException(TensorEntry.Place(path, name), "tensors repeat their storages too often", $"at most {RepeatedTimes} times the file's {fileBytes} bytes in all",
                $"{bytes} bytes", "save the tensors as they are used, in Python: tensor.clone()");
        }

        entries.Add(entry);
    }

    private void AddValue(object? value, string name)
    {
        if (value is null || values.Count == limits.MetadataEntries || PickleText.Scalar(value) is not { } text) return;
        values[name.Length > 0 ? name : "value"] = text;
    }

    private string Join(string name, string key)
    {
        string joined = name.Length == 0 ? key : $"{name}.{key}";
        if (joined.Length > limits.NameLength)
            throw new PointwiseException(TensorEntry.Place(path, joined), "name too long", $"at most {limits.NameLength} characters (limit {nameof(Limits.NameLength)})", $"{joined.Length}", "use shorter keys, or raise the limit");
        characters += joined.Length;
        return characters > limits.TextBytes ? throw TooMuch("characters of names", $"{limits.TextBytes} (limit {nameof(Limits.TextBytes)})") : joined;
    }

    private void RequireDepth(string name, int depth)
    {
        if (depth >= limits.PickleDepth)
            throw new PointwiseException(TensorEntry.Place(path, name), "nested too deep", $"at most {limits.PickleDepth} levels (limit {nameof(Limits.PickleDepth)})", "more", "save only the tensors, or raise the limit");
    }

    private PointwiseException TooMuch(string what, string most) => new(path, $"too many {what}", $"at most {most}", "more", "save only the tensors, or raise the limit");
}
