using System.Collections.Immutable;
using Pointwise.Data;

namespace Pointwise.Training.Masks;

/// <summary>How well a model tells the class of every pixel, in detail. Pixels that are ignored are left out.</summary>
/// <param name="Head">The head that answered.</param>
/// <param name="Score">Pixel accuracy, mean IoU and loss.</param>
/// <param name="Classes">One entry a class of the data set.</param>
/// <param name="Confusion">Pixels by true class (row) and answer (column); as many columns as the network has scores.</param>
/// <param name="MeanAccuracy">Mean over the classes that have true pixels of the share of these answered rightly, 0 to 1.</param>
/// <param name="WeightedIoU">Mean of the classes' IoU, each weighted by its true pixels, 0 to 1.</param>
/// <param name="BoundaryF1">
/// Mean over the classes of how well their outlines are met, 0 to 1: Csurka, Larlus and Perronnin, "What is a good evaluation measure for semantic
/// segmentation?" (BMVC 2013), within 0.75 % of a picture's diagonal, but at least 2 pixels.
/// </param>
/// <param name="Ignored">Pixels left out.</param>
/// <param name="Worst">The pictures with the smallest mean IoU, the smallest first; at most 100.</param>
public sealed record SegmentationReport(
    string Head, Score Score, ImmutableArray<ClassUnion> Classes, ImmutableArray<ImmutableArray<long>> Confusion,
    double MeanAccuracy, double WeightedIoU, double BoundaryF1, long Ignored, ImmutableArray<PictureUnion> Worst)
{
    /// <summary>The share of pixels answered rightly, 0 to 1.</summary>
    public double PixelAccuracy => Score.Accuracy;

    /// <summary>The mean IoU over the classes that have true pixels, 0 to 1.</summary>
    public double MeanIoU => Score.Pixels?.MeanIoU ?? 0;

    /// <summary>The classes without a true pixel: they do not count in means.</summary>
    public IEnumerable<ClassUnion> Absent => Classes.Where(c => c.IoU is null);

    /// <summary>Pictures that could not be read and were not scored, by index.</summary>
    public ImmutableArray<BadPicture> BadPictures { get; init; } = [];
}

/// <summary>How well one class is told.</summary>
/// <param name="Class">Its index.</param>
/// <param name="Label">Its name.</param>
/// <param name="Pixels">True pixels of it.</param>
/// <param name="Answered">Pixels answered as it.</param>
/// <param name="Right">Pixels that are both.</param>
/// <param name="BoundaryF1">How well its outlines are met, 0 to 1; null where it has none.</param>
public sealed record ClassUnion(int Class, string Label, long Pixels, long Answered, long Right, double? BoundaryF1)
{
    /// <summary>Intersection over union: pixels that are both, over pixels that are either; null where there are no true pixels.</summary>
    public double? IoU => Pixels == 0 ? null : (double)Right / (Pixels + Answered - Right);

    /// <summary>Share of its true pixels answered as it; null where there are none.</summary>
    public double? Recall => Pixels == 0 ? null : (double)Right / Pixels;

    /// <summary>Share of the pixels answered as it that are; null where none are.</summary>
    public double? Precision => Answered == 0 ? null : (double)Right / Answered;
}

/// <summary>How well one picture is answered.</summary>
/// <param name="Picture">Which picture of the data set, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="PixelAccuracy">The share of its pixels answered rightly, 0 to 1.</param>
/// <param name="MeanIoU">Mean IoU over the classes that it has, 0 to 1.</param>
public sealed record PictureUnion(int Picture, string Name, double PixelAccuracy, double MeanIoU);
