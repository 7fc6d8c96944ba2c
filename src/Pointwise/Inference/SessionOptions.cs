using System.Collections.Immutable;

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
}
