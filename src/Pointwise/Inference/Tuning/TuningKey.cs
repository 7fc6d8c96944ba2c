using Pointwise.Kernels;

namespace Pointwise.Inference.Tuning;

/// <summary>What decides how fast the ways of a convolution of stride 1 are on one machine.</summary>
/// <param name="KernelH">Rows of the kernel.</param>
/// <param name="KernelW">Columns of the kernel.</param>
/// <param name="PadTop">Rows of padding above.</param>
/// <param name="PadLeft">Columns of padding before.</param>
/// <param name="Channels">Channels that are read.</param>
/// <param name="Filters">Channels that are written.</param>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
/// <param name="Batch">Pictures a run.</param>
/// <param name="Threads">Threads, the caller's included.</param>
/// <param name="Lanes">Floats in a vector.</param>
internal readonly record struct TuningKey(
    int KernelH, int KernelW, int PadTop, int PadLeft, int Channels, int Filters, int Height, int Width, int Batch, int Threads, int Lanes) : IComparable<TuningKey>
{
    public static TuningKey Of(Convolution kernel, int height, int width, Circumstances run) => new(
        kernel.Geometry.KernelH, kernel.Geometry.KernelW, kernel.Geometry.PadTop, kernel.Geometry.PadLeft, kernel.Channels, kernel.Filters, height, width,
        run.Images, run.Threads, (int)run.Width);

    /// <summary>The numbers in the order above.</summary>
    public int[] Numbers => [KernelH, KernelW, PadTop, PadLeft, Channels, Filters, Height, Width, Batch, Threads, Lanes];

    public int CompareTo(TuningKey other)
    {
        int[] mine = Numbers, others = other.Numbers;
        for (int i = 0; i < mine.Length; i++)
            if (mine[i] != others[i]) return mine[i].CompareTo(others[i]);
        return 0;
    }
}
