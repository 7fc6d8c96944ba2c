using System.Collections.Immutable;
using Pointwise.Inference.Tuning;

namespace Pointwise.Inference;

/// <summary>How a <see cref="Session"/> runs a model.</summary>
public sealed record SessionOptions
{
    /// <summary>Threads, the caller's included; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// The heads whose results are asked for, by name; "mean" for the mean of all heads' results. Where none is named, the model's answering head.
    /// </summary>
    public ImmutableArray<string> Heads { get; init; } = [];

    /// <summary>Rewrites of the graph that are left out, by name: to find the one that changes a result.</summary>
    public ImmutableArray<string> WithoutPasses { get; init; } = [];

    /// <summary>How the way of each convolution is chosen.</summary>
    public AlgorithmChoice Algorithms { get; init; }

    /// <summary>What was measured on this machine, for <see cref="AlgorithmChoice.Fastest"/>; null for nothing.</summary>
    public TuningTable? Tuning { get; init; }

    /// <summary>What names the ways instead of <see cref="Algorithms"/>.</summary>
    internal IConvolutionWays? Ways { get; init; }

    /// <summary>What names the ways; null where they are left to the shapes of one picture.</summary>
    internal IConvolutionWays? NamedWays => Ways ?? Algorithms switch
    {
        AlgorithmChoice.Direct => new DirectWays(),
        AlgorithmChoice.Fastest => new FastestWays(Tuning ?? TuningTable.Empty),
        _ => null,
    };
}
