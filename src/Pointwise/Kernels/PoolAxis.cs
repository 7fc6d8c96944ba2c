namespace Pointwise.Kernels;

/// <summary>What one output position reads along an axis.</summary>
/// <param name="First">The first input position inside the picture.</param>
/// <param name="Count">How many are read.</param>
/// <param name="Tap">The kernel's tap that lies on the first.</param>
/// <param name="Divisor">How many a mean divides by: those read, or with them the padding.</param>
internal readonly record struct Reach(int First, int Count, int Tap, int Divisor);

/// <summary>Which output positions read one input position along an axis.</summary>
/// <param name="First">The first of them; the next are <see cref="IPoolAxis.OutputStep"/> apart.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Tap">The tap with which the first reads it; each next does with a tap <see cref="IPoolAxis.TapStep"/> lower.</param>
internal readonly record struct Cover(int First, int Count, int Tap);

/// <summary>How a pool reduces one axis of a picture.</summary>
internal interface IPoolAxis
{
    /// <summary>Taps of the kernel along the axis.</summary>
    int Taps { get; }

    /// <summary>Input positions from one tap to the next.</summary>
    int Dilation { get; }

    /// <summary>From one output position that reads an input position to the next.</summary>
    int OutputStep { get; }

    /// <summary>Taps between these two.</summary>
    int TapStep { get; }

    /// <param name="output">An output position.</param>
    /// <param name="extent">Input positions along the axis.</param>
    /// <param name="outputs">Output positions along the axis.</param>
    Reach ReachOf(int output, int extent, int outputs);

    /// <param name="input">An input position.</param>
    /// <param name="extent">Input positions along the axis.</param>
    /// <param name="outputs">Output positions along the axis.</param>
    Cover CoverOf(int input, int extent, int outputs);
}

/// <summary>A kernel that slides: output y reads inputs y * stride - before + tap * dilation.</summary>
/// <param name="kernel">Taps.</param>
/// <param name="stride">Inputs from one output to the next.</param>
/// <param name="before">Padding ahead of the picture.</param>
/// <param name="after">Padding behind it.</param>
/// <param name="dilation">Inputs from one tap to the next.</param>
/// <param name="countPadding">Whether padding counts in <see cref="Reach.Divisor"/>; what ceil mode adds behind the padding never does.</param>
internal readonly struct SlidingAxis(int kernel, int stride, int before, int after, int dilation, bool countPadding) : IPoolAxis
{
    public int Taps { get; } = kernel;

    public int Dilation { get; } = dilation;

    public int OutputStep { get; } = dilation / Divisor(stride, dilation);

    public int TapStep { get; } = stride / Divisor(stride, dilation);

    public Reach ReachOf(int output, int extent, int outputs)
    {
        int start = output * stride - before;
        int first = start >= 0 ? 0 : Ceiling(-start, Dilation);
        int count = Math.Max(0, End(start, extent) - first);
        return new Reach(start + first * Dilation, count, first, countPadding ? End(start, extent + after) : count);
    }

    public Cover CoverOf(int input, int extent, int outputs)
    {
        int place = input + before, lead = place - (Taps - 1) * Dilation;
        int first = lead <= 0 ? 0 : Ceiling(lead, stride);
        int last = Math.Min(outputs - 1, place / stride);
        while (first <= last && (place - first * stride) % Dilation != 0) first++;
        return first > last ? default : new Cover(first, (last - first) / OutputStep + 1, (place - first * stride) / Dilation);
    }

    /// <summary>Taps that lie before a border.</summary>
    private int End(int start, int border) => border <= start ? 0 : Math.Min(Taps, Ceiling(border - start, Dilation));

    private static int Ceiling(int a, int b) => (a + b - 1) / b;

    private static int Divisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}

/// <summary>Bins that cover the axis: output i of n reads floor(i * extent / n) up to, but not with, ceil((i + 1) * extent / n).</summary>
internal readonly struct BinAxis : IPoolAxis
{
    public int Taps => 0;

    public int Dilation => 1;

    public int OutputStep => 1;

    public int TapStep => 0;

    public Reach ReachOf(int output, int extent, int outputs)
    {
        int start = (int)((long)output * extent / outputs), end = (int)((((long)output + 1) * extent + outputs - 1) / outputs);
        return new Reach(start, end - start, 0, end - start);
    }

    public Cover CoverOf(int input, int extent, int outputs)
    {
        // the first bin that ends behind the input, and the last that starts at or ahead of it
        long first = (long)input * outputs / extent, last = (((long)input + 1) * outputs - 1) / extent;
        return new Cover((int)first, (int)(last - first + 1), 0);
    }
}
