using Pointwise.Graphs;
using Pointwise.Inference.Tuning;
using Pointwise.Tensors;

namespace Pointwise.Inference.Measuring;

/// <summary>What a <see cref="Benchmark"/> measures.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Pictures a run.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>What goes in, [N,C,H,W]; null for what the model was made for. The batch is <see cref="Batch"/>.</summary>
    public Shape? Input { get; init; }

    /// <summary>Threads, the caller's included; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>Measured runs, after warming up; 0 for as many as take five seconds, between 30 and 1000.</summary>
    public int Runs { get; init; }

    /// <summary>Whether the time of every node is measured too, in as many runs more.</summary>
    public bool Layers { get; init; }

    /// <summary>How the way of each convolution is chosen.</summary>
    public AlgorithmChoice Algorithms { get; init; }

    /// <summary>What was measured on this machine, for <see cref="AlgorithmChoice.Fastest"/>; null for nothing.</summary>
    public TuningTable? Tuning { get; init; }

    /// <summary>The input of a model that is measured.</summary>
    /// <exception cref="PointwiseException">The batch is out of range.</exception>
    internal Shape InputOf(Model model) => BatchShape.Of(model.Graph.Name, Input ?? model.Graph.Input.Shape, Batch);

    /// <summary>Seconds that runs are repeated for before anything is measured; five of them at least.</summary>
    internal double WarmUpSeconds { get; init; } = 1;
}
