using Pointwise.Graphs;

namespace Pointwise.Data.Resizing;

/// <summary>
/// Where each pixel of a result is read along one axis, and with which weights: fixed-point numbers of 22 bits after the point, so that
/// eight bits of pixel and two of overshoot fill 32. Only a window of the result is worked out, however large the whole would be.
/// Its memory is used again.
/// </summary>
internal sealed class ResamplingAxis
{
    /// <summary>Bits after the point.</summary>
    public const int Precision = 22;

    private double[] exact = [];
    private int[] weights = [];
    private int[] starts = [];

    /// <summary>Pixels of the result.</summary>
    public int Count { get; private set; }

    /// <summary>Weights of every pixel: as many as the one has that reads most.</summary>
    public int Taps { get; private set; }

    /// <summary>The first pixel of the source that is read.</summary>
    public int First { get; private set; }

    /// <summary>One more than the last pixel of the source that is read.</summary>
    public int End { get; private set; }

    /// <summary>Whether the result is the source's pixels as they are, from <see cref="First"/> on.</summary>
    public bool IsCopy { get; private set; }

    /// <summary>The first pixel that each pixel of the result reads.</summary>
    public ReadOnlySpan<int> Starts => starts.AsSpan(0, Count);

    /// <summary>Weights of one pixel of the result; 0 from where it reads no further.</summary>
    public ReadOnlySpan<int> WeightsOf(int pixel) => weights.AsSpan(pixel * Taps, Taps);

    /// <summary>Works the weights out.</summary>
    /// <param name="pixels">The source's pixels along this axis.</param>
    /// <param name="from">Where the part of the source begins that becomes the result.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="whole">Pixels of the whole result.</param>
    /// <param name="first">The window's first pixel of these.</param>
    /// <param name="count">The window's pixels.</param>
    /// <param name="interpolation">Any but nearest.</param>
    public void Prepare(int pixels, float from, float to, long whole, long first, int count, Interpolation interpolation)
    {
        double scale = (double)(to - from) / whole, reduction = Math.Max(scale, 1), support = ResamplingFilter.Support(interpolation) * reduction;
        int most = (int)Math.Min((long)Math.Ceiling(support) * 2 + 1, pixels);
        Count = count;
        Taps = 0;
        IsCopy = scale == 1 && from == MathF.Floor(from);
        Reserve(count, most);
        (First, End) = (pixels, 0);
        if (IsCopy)
        {
            (First, End) = ((int)(from + first), (int)(from + first) + count);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            double centre = from + (first + i + 0.5) * scale;
            int begin = Math.Max((int)(centre - support + 0.5), 0), end = Math.Min((int)(centre + support + 0.5), pixels);
            starts[i] = begin;
            Taps = Math.Max(Taps, end - begin);
            (First, End) = (Math.Min(First, begin), Math.Max(End, end));
        }

        for (int i = 0; i < count; i++)
        {
            double centre = from + (first + i + 0.5) * scale;
            int taps = Math.Min((int)(centre + support + 0.5), pixels) - starts[i];
            Weigh(interpolation, starts[i] - centre + 0.5, 1 / reduction, exact.AsSpan(0, taps));
            Span<int> row = weights.AsSpan(i * Taps, Taps);
            row.Clear();
            for (int t = 0; t < taps; t++) row[t] = Fixed(exact[t]);
        }
    }

    /// <summary>Weights that sum to 1.</summary>
    private static void Weigh(Interpolation interpolation, double distance, double shrink, Span<double> weights)
    {
        double sum = 0;
        for (int t = 0; t < weights.Length; t++) sum += weights[t] = ResamplingFilter.Weight(interpolation, (t + distance) * shrink);
        if (sum == 0) return;
        foreach (ref double weight in weights) weight /= sum;
    }

    private static int Fixed(double weight) => (int)(weight * (1 << Precision) + (weight < 0 ? -0.5 : 0.5));

    private void Reserve(int count, int taps)
    {
        if (starts.Length < count) starts = new int[count];
        if (exact.Length < taps) exact = new double[taps];
        if (weights.Length < (long)count * taps) weights = new int[checked(count * taps)];
    }
}
