namespace Pointwise.Data.Codecs.Png;

/// <summary>The pixels that one pass over a picture holds: every so many from a first one on, in both directions.</summary>
internal readonly record struct PngPass(int Left, int Top, int StepX, int StepY)
{
    /// <summary>A picture that is not interlaced.</summary>
    public static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    /// <summary>Adam7: each pass doubles the pixels.</summary>
    public static readonly PngPass[] Adam7 = [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    /// <summary>Pixels of a row; a pass of none has no rows either.</summary>
    public int Width(int width) => (width - Left + StepX - 1) / StepX;

    public int Height(int height) => (height - Top + StepY - 1) / StepY;
}
