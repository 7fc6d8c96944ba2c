using System.Collections.Immutable;
using Pointwise.Data.Masks;

namespace Pointwise.Data.Checks;

/// <summary>What one part of a set has of a class.</summary>
/// <param name="Pixels">Pixels of it.</param>
/// <param name="Pictures">Pictures with at least one of them.</param>
internal readonly record struct ClassPixels(long Pixels, int Pictures);

/// <summary>What a look through pictures with masks found.</summary>
/// <param name="Source">What was looked at.</param>
/// <param name="Split">The set in its parts.</param>
internal sealed record MaskReport(string Source, MaskSplit Split)
{
    /// <summary>By class, then by part.</summary>
    public ImmutableArray<ImmutableArray<ClassPixels>> Classes { get; init; } = [];

    /// <summary>Pixels of each part that are of a class.</summary>
    public ImmutableArray<long> Pixels { get; init; } = [];

    /// <summary>Pixels of each part that count nowhere.</summary>
    public ImmutableArray<long> Ignored { get; init; } = [];

    public Spread Heights { get; init; }

    public Spread Widths { get; init; }

    /// <summary>Formats of the pictures' files, most frequent first.</summary>
    public ImmutableArray<Occurrences> Formats { get; init; } = [];

    /// <summary>Pictures in all parts, readable or not.</summary>
    public int Count { get; init; }

    /// <summary>Pictures that cannot be read, or whose masks cannot be used.</summary>
    public ImmutableArray<UnreadablePicture> Unreadable { get; init; } = [];

    /// <summary>Groups of the same bytes: those across parts first.</summary>
    public ImmutableArray<SamePictures> Exact { get; init; } = [];

    /// <summary>Groups that look the same: those across parts first.</summary>
    public ImmutableArray<SamePictures> Near { get; init; } = [];

    /// <summary>What ought to be looked into, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    public ImmutableArray<(string Name, IMaskSet Data)> Parts => [.. Split.Parts];

    /// <summary>The share of a part's pixels that are of a class.</summary>
    public double Share(int c, int part) => Pixels[part] > 0 ? (double)Classes[c][part].Pixels / Pixels[part] : 0;
}
