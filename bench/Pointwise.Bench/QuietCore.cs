using System.Diagnostics;
using System.Runtime.Intrinsics;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>
/// Tells whether this core is ours alone. On a rented machine another guest may run on the core's other thread: chains of multiply-adds hardly
/// notice, while a tile whose data lies in the first cache falls from nearly the peak to three quarters of it.
/// </summary>
internal sealed unsafe class QuietCore(LaneWidth width) : IDisposable
{
    private const double QuietShare = 0.9;
    private const int Depth = 112;
    private const int Steps = 4000;
    private readonly Arena memory = new(64 * Depth + 64 * 64);

    /// <summary>Samples that were waited for in vain, or that ended beside a neighbour.</summary>
    public int Disturbed { get; private set; }

    /// <summary>Waits until the core is quiet, two seconds at most.</summary>
    public void Wait()
    {
        long start = Stopwatch.GetTimestamp();
        while (Share() < QuietShare)
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > 2)
            {
                Disturbed++;
                return;
            }

            Thread.Sleep(5);
        }
    }

    /// <summary>Counts a sample as disturbed whose end finds the core shared.</summary>
    public void Check()
    {
        if (Share() < QuietShare) Disturbed++;
    }

    public void Dispose() => memory.Dispose();

    private double Share()
    {
        double before = MultiplyAddPeak.Measure(width, Steps);
        long start = Stopwatch.GetTimestamp();
        int rows = width == LaneWidth.Sixteen ? 8 : 6, vectors = width == LaneWidth.Sixteen ? 3 : 2;
        const int Repeats = 100;
        for (int i = 0; i < Repeats; i++) Tile(rows, vectors);
        double rate = 2.0 * Repeats * rows * vectors * (int)width * Depth / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return rate / ((before + MultiplyAddPeak.Measure(width, Steps)) / 2);
    }

    private void Tile(int rows, int vectors)
    {
        float** addresses = stackalloc float*[2 * rows];
        nint offset = 0;
        for (int i = 0; i < rows; i++)
        {
            addresses[i] = memory.Data + i * Depth;
            addresses[rows + i] = memory.Data + 64 * Depth + i * 64;
        }

        var work = new TileWork { Rows = addresses, Offsets = &offset, Taps = 1, Depth = Depth, Weights = memory.Data + 8 * Depth, Outputs = addresses + rows };
        switch (width)
        {
            case LaneWidth.Sixteen: TileShapes.Run<Lanes16, Vector512<float>, Plain>(work, rows, vectors); break;
            case LaneWidth.Eight: TileShapes.Run<Lanes8, Vector256<float>, Plain>(work, rows, vectors); break;
            case LaneWidth.Four: TileShapes.Run<Lanes4, Vector128<float>, Plain>(work, rows, vectors); break;
            default: TileShapes.Run<Lanes1, float, Plain>(work, rows, vectors); break;
        }
    }
}
