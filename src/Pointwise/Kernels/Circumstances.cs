namespace Pointwise.Kernels;

/// <summary>What the cost model reckons with beside the shapes of one picture.</summary>
/// <param name="Images">Pictures a run.</param>
/// <param name="Threads">Threads, the caller's included.</param>
/// <param name="Width">The lanes.</param>
internal readonly record struct Circumstances(int Images, int Threads, LaneWidth Width)
{
    /// <summary>Whatever really runs: choices made for these give the same results in any batch, on any lanes and threads.</summary>
    public static Circumstances OnePicture => new(1, 1, LaneWidth.Sixteen);

    /// <summary>How many times as many instructions the lanes take as lanes of 16.</summary>
    public double Instructions => (double)LaneWidth.Sixteen / (int)Width;

    /// <summary>How many times longer so many equal pieces take all threads than if these shared them evenly.</summary>
    public double Unevenness(int pieces) => (double)((pieces + Threads - 1) / Threads * Threads) / pieces;
}
