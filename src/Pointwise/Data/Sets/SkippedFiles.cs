using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Counts what is passed over, by kind, with one example each.</summary>
internal sealed class SkippedFiles
{
    private readonly SortedDictionary<string, (int Count, string First)> kinds = new(StringComparer.Ordinal);

    /// <param name="kind">In the plural: "hidden files".</param>
    /// <param name="path">Which.</param>
    public void Add(string kind, string path) =>
        kinds[kind] = kinds.TryGetValue(kind, out (int Count, string First) known) ? (known.Count + 1, known.First) : (1, path);

    /// <summary>One line a kind.</summary>
    public ImmutableArray<string> Notes =>
        [.. kinds.Select(k => $"passed over {k.Key}: {k.Value.Count:N0} ({(k.Value.Count == 1 ? "" : "the first is ")}{k.Value.First})")];
}
