using System.Collections.Immutable;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference.Measuring;

/// <summary>How fast a network runs on this machine.</summary>
/// <param name="Network">The network.</param>
/// <param name="Input">What goes in, [N,C,H,W].</param>
/// <param name="Threads">Threads that ran it.</param>
/// <param name="Lanes">Floats in a vector.</param>
/// <param name="Times">Seconds of whole runs; what goes in lies ready.</param>
/// <param name="MultiplyAdds">Multiply-adds of a run as papers count them: those of the direct convolutions, whichever way they are computed.</param>
/// <param name="Peak">FLOP/s of multiply-adds in registers on as many threads, measured between the runs: the median.</param>
/// <param name="ShareOfPeak">FLOP/s of a run, two a multiply-add, as a share of the peak just before and after it: the median. Above 1 where convolutions are transformed.</param>
/// <param name="Memory">Where the memory goes.</param>
/// <param name="Layers">Every node that runs, in order; empty where it was not asked for.</param>
public sealed record BenchmarkReport(
    string Network, Shape Input, int Threads, int Lanes, RunTimes Times, long MultiplyAdds, double Peak, double ShareOfPeak, BenchmarkMemory Memory, ImmutableArray<LayerTime> Layers)
{
    private const double FlopsPerCycleAndLane = 2 * 2;

    /// <summary>How the way of each convolution was chosen.</summary>
    public AlgorithmChoice Algorithms { get; init; }

    /// <summary>Pictures a second, at the median.</summary>
    public double PicturesPerSecond => Input.N / Times.Median;

    /// <summary>FLOP/s at the median, two a multiply-add.</summary>
    public double FlopsPerSecond => 2 * MultiplyAdds / Times.Median;

    /// <summary>Seconds that a way is estimated to take for the batch, by a clock at which the peak is two vectors of multiply-adds a cycle and thread.</summary>
    internal double SecondsOf(AlgorithmCandidate way) => Input.N * way.Cycles * FlopsPerCycleAndLane * (Algorithms == AlgorithmChoice.Estimated ? (int)LaneWidth.Sixteen : Lanes) / Peak;
}

/// <summary>Memory of a network that runs.</summary>
/// <param name="ValueBytes">Bytes of values, used again as they die.</param>
/// <param name="LeastValueBytes">The most bytes of values that are alive at one time: no plan can do with less.</param>
/// <param name="PreparedBytes">Bytes of weights in the kernels' order.</param>
/// <param name="ParameterBytes">Bytes of the model's own tensors.</param>
/// <param name="ResidentBytes">The most bytes of physical memory that the process has held so far, with all that reading the model took.</param>
public readonly record struct BenchmarkMemory(long ValueBytes, long LeastValueBytes, long PreparedBytes, long ParameterBytes, long ResidentBytes);
