using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference.Measuring;

/// <summary>What one node takes.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Operator">What it does, in the words of papers: conv 3x3 192.</param>
/// <param name="Algorithm">The way it is computed: pointwise, direct rows, depthwise, Winograd's, or the operator's name where it has one way alone.</param>
/// <param name="Output">The shape of its result.</param>
/// <param name="Seconds">Seconds a run, the median.</param>
/// <param name="MultiplyAdds">Multiply-adds a run, as papers count them.</param>
public sealed record LayerTime(string Node, string Operator, string Algorithm, Shape Output, double Seconds, long MultiplyAdds)
{
    /// <summary>FLOP/s, two a multiply-add; 0 of what has none.</summary>
    public double FlopsPerSecond => Seconds > 0 ? 2 * MultiplyAdds / Seconds : 0;

    /// <summary>The ways that it could be computed, the one that is among them; empty where there never is a choice.</summary>
    internal ImmutableArray<AlgorithmCandidate> Candidates { get; init; } = [];

    /// <summary>How its way was chosen.</summary>
    internal AlgorithmChoice Choice { get; init; }

    /// <summary>Seconds that each way was measured to take before, by its name; null where none was.</summary>
    internal ImmutableSortedDictionary<string, double>? Tuned { get; init; }

    /// <summary>Seconds that a way took: now if it is the one that is taken, else when it was tuned. Null where it never was measured.</summary>
    internal double? MeasuredSeconds(AlgorithmCandidate way) => way.Name == Algorithm ? Seconds : Tuned is not null && Tuned.TryGetValue(way.Name, out double seconds) ? seconds : null;

    /// <summary>Why a candidate is the way that it is computed, or is not.</summary>
    internal string Reason(AlgorithmCandidate candidate)
    {
        bool isTaken = candidate.Name == Algorithm, isTuned = Choice == AlgorithmChoice.Fastest && Tuned is not null;
        if (isTaken && Candidates.Length == 1) return "the only way";
        if (Choice == AlgorithmChoice.Direct) return isTaken ? "asked for" : "the direct sums were asked for";
        if (isTaken) return isTuned ? "taken: the least when they were measured" : "taken";
        if (candidate.Limit is not null) return candidate.Limit;
        if (isTuned) return Tuned!.TryGetValue(candidate.Name, out double other) && Tuned.TryGetValue(Algorithm, out double least) ? Times(other / least, "the measured time") : "not measured";
        double times = candidate.Cycles / Candidates.First(c => c.Name == Algorithm).Cycles;
        return times < 1 ? "less, but by no more than the estimate may be wrong" : Times(times, "the cycles");
    }

    private static string Times(double times, string what) => string.Create(CultureInfo.InvariantCulture, $"{times:F2}x {what}");

    /// <summary>The sums of layers by their algorithm, the slowest first.</summary>
    /// <param name="layers">The layers.</param>
    public static ImmutableArray<AlgorithmTime> ByAlgorithm(IEnumerable<LayerTime> layers) => [.. layers.GroupBy(l => l.Algorithm, StringComparer.Ordinal)
        .Select(g => new AlgorithmTime(g.Key, g.Count(), g.Sum(l => l.Seconds), g.Sum(l => l.MultiplyAdds))).OrderByDescending(a => a.Seconds)];
}

/// <summary>What all nodes of one algorithm take together.</summary>
/// <param name="Algorithm">The way they are computed.</param>
/// <param name="Nodes">How many they are.</param>
/// <param name="Seconds">Seconds a run, the sum of the medians.</param>
/// <param name="MultiplyAdds">Multiply-adds a run.</param>
public readonly record struct AlgorithmTime(string Algorithm, int Nodes, double Seconds, long MultiplyAdds)
{
    /// <summary>FLOP/s, two a multiply-add; 0 of what has none.</summary>
    public double FlopsPerSecond => Seconds > 0 ? 2 * MultiplyAdds / Seconds : 0;
}
