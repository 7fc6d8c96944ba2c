namespace Pointwise.Data.Sets;

/// <summary>How a data set is opened.</summary>
public sealed record DataSetOptions
{
    /// <summary>What is kept apart where neither this option nor the data says anything.</summary>
    internal const double UsualShare = 0.1;

    /// <summary>
    /// Share of each class's training pictures to keep apart for validation, 0 to below 1, where the data has no validation part of its own.
    /// Null keeps a tenth apart where the data has neither a validation nor a test part, else nothing.
    /// </summary>
    public double? ValidationShare { get; init; }

    /// <summary>What the pictures kept apart are drawn from.</summary>
    public ulong Seed { get; init; }

    /// <summary>How much of the files is believed.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
