using System.Collections.Immutable;
using Pointwise.Kernels;

namespace Pointwise.Inference.Tuning;

/// <summary>
/// What the ways of convolutions were measured to take on one machine: by kernel, channels, size, batch, threads and vector width. Which way is the
/// fastest follows from it alone.
/// </summary>
public sealed class TuningTable
{
    private readonly ImmutableSortedDictionary<TuningKey, ImmutableSortedDictionary<string, double>> entries;

    internal TuningTable(ImmutableSortedDictionary<TuningKey, ImmutableSortedDictionary<string, double>> entries) => this.entries = entries;

    /// <summary>A table of nothing.</summary>
    public static TuningTable Empty { get; } = new(ImmutableSortedDictionary<TuningKey, ImmutableSortedDictionary<string, double>>.Empty);

    /// <summary>Convolutions that were measured.</summary>
    public int Count => entries.Count;

    /// <summary>By convolution, seconds a run by the way's name.</summary>
    internal ImmutableSortedDictionary<TuningKey, ImmutableSortedDictionary<string, double>> Entries => entries;

    /// <summary>Reads a table.</summary>
    /// <param name="path">Its file; an empty table where there is none.</param>
    /// <param name="limits">How much of it is believed; null for the usual.</param>
    /// <exception cref="PointwiseException">The file cannot be read, or is no such table.</exception>
    public static TuningTable Read(string path, Limits? limits = null)
    {
        limits ??= Limits.Default;
        if (!File.Exists(path)) return Empty;
        try
        {
            byte[] text = SmallFile.Read(path, limits.TextBytes) ?? throw new PointwiseException(path, "file too large", $"at most {limits.TextBytes} bytes (limit {nameof(Limits.TextBytes)})", "more", "delete it, and measure again: pointwise bench NETWORK --tune");
            return TuningText.Read(text, path, limits);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    /// <summary>Writes the table, as a whole or not at all.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="PointwiseException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(TuningText.Write(this)));

    /// <summary>This and another table; where both have measured a convolution, the other's seconds hold.</summary>
    /// <param name="other">The newer one.</param>
    public TuningTable With(TuningTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new TuningTable(entries.SetItems(other.entries));
    }

    /// <summary>Seconds of each way of a convolution by its name; null where it was not measured.</summary>
    internal ImmutableSortedDictionary<string, double>? Find(TuningKey key) => entries.GetValueOrDefault(key);

    /// <summary>The fastest of some ways; null where none of them was measured. The first of equal ones.</summary>
    internal AlgorithmCandidate? Fastest(TuningKey key, IReadOnlyList<AlgorithmCandidate> possible)
    {
        if (Find(key) is not { } seconds) return null;
        AlgorithmCandidate[] measured = [.. possible.Where(way => seconds.ContainsKey(way.Name))];
        return measured.Length == 0 ? null : measured.MinBy(way => seconds[way.Name]);
    }
}
