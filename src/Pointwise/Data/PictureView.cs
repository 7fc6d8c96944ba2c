using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>One way to show a picture to a network. The default is the centre, as it is.</summary>
/// <param name="Place">Which part.</param>
/// <param name="IsFlipped">Whether it is mirrored, left for right.</param>
/// <param name="ShortSide">Pixels that the picture's short side is resized to; 0 for the model's own number.</param>
/// <param name="Square">The square that the part is taken from.</param>
public readonly record struct PictureView(ViewPlace Place = ViewPlace.Centre, bool IsFlipped = false, int ShortSide = 0, ViewSquare Square = ViewSquare.None)
{
    private const int PaperSide = 224;
    private static readonly ImmutableArray<int> PaperShortSides = [256, 288, 320, 352];
    private static readonly ImmutableArray<ViewPlace> Crops = [ViewPlace.Centre, ViewPlace.TopLeft, ViewPlace.TopRight, ViewPlace.BottomLeft, ViewPlace.BottomRight];

    /// <summary>The numbers of views that <see cref="Several"/> knows.</summary>
    public static ImmutableArray<int> Counts { get; } = [1, 2, 10, 144];

    /// <summary>Whether it is the crop that the preprocessing itself asks for, mirrored or not.</summary>
    internal bool IsCentre => Place == ViewPlace.Centre && ShortSide == 0 && Square == ViewSquare.None;

    /// <summary>
    /// Views whose answers are averaged: 1 is the centre; 2 are it and its mirror picture; 10 are centre and corners and their mirror
    /// pictures; 144 are those of GoogLeNet (arXiv:1409.4842, section 7), four sizes in proportion to the network's.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="input">The network's input, [N,C,H,W].</param>
    /// <exception cref="PointwiseException">There is no such number of views.</exception>
    public static ImmutableArray<PictureView> Several(int count, Shape input) => count switch
    {
        1 => [default],
        2 => WithFlips([default]),
        10 => WithFlips(Crops.Select(place => new PictureView(place))),
        144 => WithFlips(
            from shortSide in PaperShortSides
            from square in new[] { ViewSquare.First, ViewSquare.Middle, ViewSquare.Last }
            from place in Crops.Add(ViewPlace.Whole)
            select new PictureView(place, false, (int)Math.Round((double)shortSide * Math.Max(input.H, input.W) / PaperSide), square)),
        _ => throw new PointwiseException("views", "no such number of views", string.Join(", ", Counts), $"{count}", "ask for one of these"),
    };

    private static ImmutableArray<PictureView> WithFlips(IEnumerable<PictureView> views) => [.. views.SelectMany(v => new[] { v, v with { IsFlipped = true } })];
}
