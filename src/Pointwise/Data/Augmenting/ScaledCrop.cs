namespace Pointwise.Data.Augmenting;

/// <summary>
/// A part of the network's size, cut anywhere out of the picture at another scale: drawn evenly in its logarithm, times the size that the
/// preprocessing resizes to, the picture's own where it does not. Where the scaled picture is smaller than the part, it lies anywhere in it, and the rest is black.
/// </summary>
/// <param name="Least">The smallest scale.</param>
/// <param name="Most">The largest.</param>
public sealed record ScaledCrop(float Least = 0.5f, float Most = 2)
{
    private const float SmallestScale = 0.05f, LargestScale = 20;

    internal void Check()
    {
        AllowedRange.Require($"{nameof(ScaledCrop)}.{nameof(Most)}", Most, SmallestScale, LargestScale);
        AllowedRange.Require($"{nameof(ScaledCrop)}.{nameof(Least)}", Least, SmallestScale, Most);
    }

    /// <summary>Draws the scaled size, and where in it the part begins: below 0 where the part begins outside.</summary>
    internal (long Height, long Width, long Top, long Left) Draw(ref PictureDraws draws, long height, long width, int partHeight, int partWidth)
    {
        double scale = draws.BetweenByRatio(Least, Most);
        long scaledHeight = Math.Max(1, (long)Math.Round(height * scale)), scaledWidth = Math.Max(1, (long)Math.Round(width * scale));
        return (scaledHeight, scaledWidth, Begin(ref draws, scaledHeight - partHeight), Begin(ref draws, scaledWidth - partWidth));
    }

    private static long Begin(ref PictureDraws draws, long rest) => rest >= 0 ? draws.Integer(rest + 1) : -draws.Integer(-rest + 1);
}
