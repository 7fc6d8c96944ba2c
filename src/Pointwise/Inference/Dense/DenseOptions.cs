namespace Pointwise.Inference.Dense;

/// <summary>How a <see cref="DenseClassifier"/> works.</summary>
public sealed record DenseOptions
{
    /// <summary>Threads, the caller's included; 0 for one a processor. Maps do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The head that answers; null for the model's own. It may not be the mean of heads.</summary>
    public string? Head { get; init; }

    /// <summary>
    /// Bytes that the values of one run may take. A picture that needs more goes through the network in overlapping tiles, whose cells differ from
    /// those of the whole by rounding alone; the smaller the tiles, the more is computed twice.
    /// </summary>
    public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>The largest that a picture may become.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
