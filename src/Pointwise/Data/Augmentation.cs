using Pointwise.Data.Augmenting;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>
/// Random changes of training pictures, drawn anew for every picture and epoch from the run's seed. In this order: a part is cut out and
/// brought to the network's size, mirrored, moved, its colours changed, normalised, partly erased; last, pictures of a batch are mixed.
/// What is 0 or null is not done.
/// </summary>
/// <param name="Shift">Pixels moved at most in each direction; outside the picture all is 0.</param>
/// <param name="Rotation">Degrees turned at most to either side, about the centre.</param>
/// <param name="Zoom">Share enlarged or made smaller at most: 0.1 for sizes from 0.9 to 1.1.</param>
public sealed record Augmentation(float Shift = 0, float Rotation = 0, float Zoom = 0)
{
    private const int MostPixels = 1024;
    private const float LargestAlpha = 100;
    private const int DrawsPerPicture = 4;

    /// <summary>For photographs: parts of all sizes, mirrored, in other light.</summary>
    public static Augmentation ForPhotographs { get; } = new() { Flip = 0.5f, AreaCrop = new AreaCrop(), ColourJitter = new ColourJitter(0.2f, 0.2f, 0.2f) };

    /// <summary>For small colour pictures as CIFAR's: moved by up to 4 pixels and mirrored (arXiv:1512.03385, section 4.2).</summary>
    public static Augmentation ForSmallPictures { get; } = new() { Flip = 0.5f, PaddedCrop = 4 };

    /// <summary>For pictures with a class for every pixel: parts at half to twice the size, mirrored, in other light.</summary>
    public static Augmentation ForMasks { get; } = new() { Flip = 0.5f, ScaledCrop = new ScaledCrop(), ColourJitter = new ColourJitter(0.2f, 0.2f, 0.2f) };

    /// <summary>For digits and letters, which have a right side: moved by up to 2 pixels.</summary>
    public static Augmentation ForDigits { get; } = new(2);

    /// <summary>How probable it is that a picture is mirrored, left for right; 0 to 1.</summary>
    public float Flip { get; init; }

    /// <summary>
    /// Black pixels put around a picture of the size that the preprocessing resizes to, before a part of the network's size is cut out
    /// anywhere; 0 for a part within the picture, null for the preprocessing's own crop.
    /// </summary>
    public int? PaddedCrop { get; init; }

    /// <summary>A part of any size and of other proportions, resized to the network's input; null for the preprocessing's own crop.</summary>
    public AreaCrop? AreaCrop { get; init; }

    /// <summary>A part of the network's size out of the picture at another scale; null for the preprocessing's own.</summary>
    public ScaledCrop? ScaledCrop { get; init; }

    /// <summary>Another brightness, contrast, saturation and hue.</summary>
    public ColourJitter? ColourJitter { get; init; }

    /// <summary>A rectangle taken out.</summary>
    public Erasing? Erasing { get; init; }

    /// <summary>
    /// Mixes every picture with the next of its batch, and the targets likewise, in shares drawn from Beta(alpha, alpha)
    /// (arXiv:1710.09412): this is the alpha, 0 for none.
    /// </summary>
    public float Mixup { get; init; }

    /// <summary>
    /// Puts a rectangle of the next picture of the batch into every picture, and mixes the targets by area; the area is drawn from
    /// Beta(alpha, alpha) (arXiv:1905.04899): this is the alpha, 0 for none. Where <see cref="Mixup"/> is asked for too, each picture gets one of the two.
    /// </summary>
    public float CutMix { get; init; }

    /// <summary>Whether pictures are read between their pixels.</summary>
    internal bool IsMoving => Shift > 0 || Rotation > 0 || Zoom > 0;

    /// <summary>Whether pictures of a batch are mixed.</summary>
    internal bool IsMixing => Mixup > 0 || CutMix > 0;

    /// <summary>Refuses what cannot be done to pictures with a class for every pixel.</summary>
    /// <exception cref="PointwiseException">Pictures of a batch are mixed.</exception>
    internal void CheckForMasks()
    {
        if (IsMixing)
            throw new PointwiseException("augmentation", "pictures with masks cannot be mixed", $"{nameof(Mixup)} and {nameof(CutMix)} of 0: they mix one class a picture", FormattableString.Invariant($"{nameof(Mixup)} {Mixup}, {nameof(CutMix)} {CutMix}"), "leave them out");
    }

    /// <summary>Refuses ranges that cannot be drawn from.</summary>
    /// <exception cref="PointwiseException">One is negative or too large, or two exclude each other; they are named.</exception>
    internal void Check()
    {
        AllowedRange.Require(nameof(Shift), Shift, 0, MostPixels);
        AllowedRange.Require(nameof(Rotation), Rotation, 0, 180);
        AllowedRange.Require(nameof(Zoom), Zoom, 0, 0.9f);
        AllowedRange.Require(nameof(Flip), Flip, 0, 1);
        AllowedRange.Require(nameof(PaddedCrop), PaddedCrop ?? 0, 0, MostPixels);
        AllowedRange.Require(nameof(Mixup), Mixup, 0, LargestAlpha);
        AllowedRange.Require(nameof(CutMix), CutMix, 0, LargestAlpha);
        AreaCrop?.Check();
        ScaledCrop?.Check();
        ColourJitter?.Check();
        Erasing?.Check();
        string[] crops = [.. new[] { (nameof(AreaCrop), AreaCrop is not null), (nameof(PaddedCrop), PaddedCrop is not null), (nameof(ScaledCrop), ScaledCrop is not null) }.Where(c => c.Item2).Select(c => c.Item1)];
        if (crops.Length > 1)
            throw new PointwiseException("augmentation", "two ways to cut a part out", $"one of {nameof(AreaCrop)}, {nameof(PaddedCrop)} and {nameof(ScaledCrop)}", string.Join(" and ", crops), "leave one out");
    }

    /// <summary>One picture's movement: where each pixel of the result is read.</summary>
    internal Movement Draw(RandomStream epoch, int picture)
    {
        long first = (long)picture * DrawsPerPicture;
        double down = Shift * Even(epoch, first), right = Shift * Even(epoch, first + 1);
        double angle = Rotation * Even(epoch, first + 2) * Math.PI / 180, size = 1 + Zoom * Even(epoch, first + 3);
        return new Movement((float)(Math.Cos(angle) / size), (float)(Math.Sin(angle) / size), (float)down, (float)right);
    }

    private static double Even(RandomStream random, long index) => 2.0 * random.Uniform(index) - 1;
}
