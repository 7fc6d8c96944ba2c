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

    /// <summary>Seconds that runs are repeated for before anything is measured; five of them at least.</summary>
    internal double WarmUpSeconds { get; init; } = 1;
}
