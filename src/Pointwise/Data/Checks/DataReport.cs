using System.Collections.Immutable;
using Pointwise.Data.Sets;

namespace Pointwise.Data.Checks;

/// <summary>One picture of a data set in parts.</summary>
/// <param name="Part">train, validation or test.</param>
/// <param name="Data">That part.</param>
/// <param name="Index">Its number there.</param>
internal readonly record struct PlacedPicture(string Part, IPictureSet Data, int Index)
{
    public string Name => Data.NameOf(Index);

    /// <summary>Its class; empty where every pixel has one.</summary>
    public string Class => Data is IDataSet classes ? Data.Classes[classes.Label(Index)] : "";
}

/// <summary>How often something occurs.</summary>
internal readonly record struct Occurrences(string What, int Count);

/// <summary>Pictures of a class in one part.</summary>
internal readonly record struct ClassCount(string Class, int Label, ImmutableArray<int> PerPart);

/// <summary>Least, middle and greatest of many numbers.</summary>
internal readonly record struct Spread(int Least, int Median, int Most)
{
    /// <summary>Of numbers; they are put in order. Nothing gives 0.</summary>
    public static Spread Of(int[] values)
    {
        if (values.Length == 0) return default;
        Array.Sort(values);
        return new Spread(values[0], values[values.Length / 2], values[^1]);
    }
}

/// <summary>A picture that cannot be read, and why.</summary>
internal readonly record struct UnreadablePicture(PlacedPicture Picture, string Reason);

/// <summary>Pictures that are the same.</summary>
internal sealed record SamePictures(ImmutableArray<PlacedPicture> Pictures)
{
    /// <summary>Whether they lie in several parts: what is scored with was trained on.</summary>
    public bool IsAcrossParts { get; } = Pictures.Select(p => p.Part).Distinct().Skip(1).Any();

    /// <summary>Whether they are said to be of several classes.</summary>
    public bool IsOfSeveralClasses { get; } = Pictures.Select(p => p.Class).Distinct().Skip(1).Any();
}

/// <summary>What a look through a data set found.</summary>
/// <param name="Source">What was looked at.</param>
/// <param name="Split">The data set in its parts.</param>
internal sealed record DataReport(string Source, DataSplit Split)
{
    /// <summary>The classes in order, with the pictures of each part.</summary>
    public ImmutableArray<ClassCount> Classes { get; init; } = [];

    public Spread Heights { get; init; }

    public Spread Widths { get; init; }

    /// <summary>Formats of files, most frequent first.</summary>
    public ImmutableArray<Occurrences> Formats { get; init; } = [];

    /// <summary>Pictures in all parts, readable or not.</summary>
    public int Count { get; init; }

    /// <summary>Pictures without colour.</summary>
    public int Grey { get; init; }

    /// <summary>Pictures whose short side is below <see cref="TinySide"/>.</summary>
    public int Tiny { get; init; }

    public ImmutableArray<UnreadablePicture> Unreadable { get; init; } = [];

    /// <summary>Groups of the same bytes: those across parts first.</summary>
    public ImmutableArray<SamePictures> Exact { get; init; } = [];

    /// <summary>Groups that look the same: those across parts first.</summary>
    public ImmutableArray<SamePictures> Near { get; init; } = [];

    /// <summary>What ought to be looked into, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    public const int TinySide = 32;

    public ImmutableArray<(string Name, IDataSet Data)> Parts => [.. Split.Parts];
}
