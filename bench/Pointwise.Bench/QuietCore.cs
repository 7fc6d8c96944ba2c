using System.Diagnostics;
using System.Runtime.Intrinsics;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>
/// Tells whether this core is ours alone. On a rented machine another guest may run on the core's other thread: chains of multiply-adds hardly
/// notice while the guest waits for memory, but a tile whose data lies in the first cache falls from nearly the peak to three quarters of it; where the
/// guest computes, or the host gives the core away, the peak itself falls below the best that was seen.
/// </summary>
internal sealed unsafe class QuietCore(LaneWidth width) : IDisposable
{
    private const double QuietShare = 0.9;
    private const double PeakShare = 0.85;
    private const int Depth = 112;
    private const int Steps = 4000;
    private double best;
    private readonly Arena memory = new(64 * Depth + 64 * 64);

    /// <summary>Samples that were waited for in vain, or that ended beside a neighbour.</summary>
    public int Disturbed { get; private set; }

    /// <summary>Waits until the core is quiet, half a second at most.</summary>
    public void Wait()
    {
        long start = Stopwatch.GetTimestamp();
        while (!Quiet())
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > 0.5)
            {
                Disturbed++;
                return;
            }

            Thread.Sleep(5);
        }
    }

    /// <summary>Whether the core is still quiet where a sample ends; counts the sample as disturbed where it is not.</summary>
    public bool Held()
    {
        if (Quiet()) return true;
        Disturbed++;
        return false;
    }

    public void Dispose() => memory.Dispose();

    private bool Quiet()
    {
        double before = MultiplyAddPeak.Measure(width, Steps);
        long start = Stopwatch.GetTimestamp();
        int rows = width == LaneWidth.Sixteen ? 8 : 6, vectors = width == LaneWidth.Sixteen ? 3 : 2;
        const int Repeats = 100;
        for (int i = 0; i < Repeats; i++) Tile(rows, vectors);
        double rate = 2.0 * Repeats * rows * vectors * (int)width * Depth / Stopwatch.GetElapsedTime(start).TotalSeconds;
        double peak = (before + MultiplyAddPeak.Measure(width, Steps)) / 2;
        best = Math.Max(best, peak);
        return rate >= QuietShare * peak && peak >= PeakShare * best;
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
