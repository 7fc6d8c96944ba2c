using System.Collections.Immutable;

namespace Pointwise.Inference.Measuring;

/// <summary>Seconds of repeated runs.</summary>
public sealed class RunTimes
{
    private readonly ImmutableArray<double> ascending;

    internal RunTimes(IEnumerable<double> seconds) => ascending = [.. seconds.Order()];

    /// <summary>How many runs.</summary>
    public int Count => ascending.Length;

    /// <summary>Seconds that half of the runs stay below.</summary>
    public double Median => Percentile(50);

    /// <summary>Seconds of the fastest run.</summary>
    public double Least => ascending[0];

    /// <summary>Seconds that a share of the runs stays below or at.</summary>
    /// <param name="percent">The share, 0 to 100: 50 for the median.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no percentage.</exception>
    public double Percentile(double percent)
    {
        if (!(percent is >= 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percent), percent, "0 to 100");
        return ascending[(int)Math.Min(percent / 100 * Count, Count - 1)];
    }
}
