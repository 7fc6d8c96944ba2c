using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Inference.Segmenting;

/// <summary>The class that a network gives every pixel of a picture.</summary>
/// <param name="Mask">The classes, of the picture's own size.</param>
/// <param name="Areas">How much of the picture each class has: one entry a class of the network, in order.</param>
public sealed record Segmentation(Mask Mask, ImmutableArray<ClassArea> Areas)
{
    /// <summary>Counts a mask's pixels.</summary>
    internal static Segmentation Of(Model model, Mask mask, int classes)
    {
        var pixels = new long[classes];
        foreach (byte index in mask.Classes.Span)
            if (index < classes) pixels[index]++;
        return new Segmentation(mask, [.. pixels.Select((n, c) => new ClassArea(c, LabelOf(model, c), n, (double)n / mask.Classes.Length))]);
    }

    private static string LabelOf(Model model, int index) => index < model.Labels.Length ? model.Labels[index] : index.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How much of a picture a class has.</summary>
/// <param name="Class">Its index.</param>
/// <param name="Label">Its name, the index where the model has no names.</param>
/// <param name="Pixels">Pixels of the picture.</param>
/// <param name="Share">Of all its pixels, 0 to 1.</param>
public readonly record struct ClassArea(int Class, string Label, long Pixels, double Share);

/// <summary>One of many pictures, segmented.</summary>
/// <param name="Index">Its number among them, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Picture">The picture; null where it cannot be read.</param>
/// <param name="Segmentation">The class of every pixel; null where it cannot be read.</param>
/// <param name="Error">Why it cannot be read, or not segmented; null where it can.</param>
public sealed record SegmentedPicture(long Index, string Name, Picture? Picture, Segmentation? Segmentation, PointwiseException? Error = null);
