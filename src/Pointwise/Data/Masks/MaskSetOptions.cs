using System.Collections.Immutable;

namespace Pointwise.Data.Masks;

/// <summary>How a set of pictures with masks is opened.</summary>
public sealed record MaskSetOptions
{
    /// <summary>The folder of the masks; null where the data set's folder holds them by the usual names.</summary>
    public string? Masks { get; init; }

    /// <summary>The file with the classes' names; null for classes.txt, classes.tsv or classes.csv in the data set's folder.</summary>
    public string? Classes { get; init; }

    /// <summary>The classes that stay as they are while all others are joined to one; empty for all.</summary>
    public ImmutableArray<string> Only { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// Share of the training pictures to keep apart for validation, 0 to below 1, where the data has no validation part of its own. Null keeps a
    /// tenth apart where the data has neither a validation nor a test part, else nothing.
    /// </summary>
    public double? ValidationShare { get; init; }

    /// <summary>What the pictures kept apart are drawn from.</summary>
    public ulong Seed { get; init; }

    /// <summary>How much of the files is believed.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
