namespace Pointwise.Data.Codecs.Png;

/// <summary>Where the pixels of a file belong in the picture that lies the right way up; steps may go back.</summary>
/// <param name="Height">Of the picture, in pixels.</param>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="First">The place of the file's first pixel, counted row by row.</param>
/// <param name="StepX">Places from a pixel of the file to the next in its row.</param>
/// <param name="StepY">Places from a pixel of the file to that below.</param>
internal readonly record struct PngPlacement(int Height, int Width, int First, int StepX, int StepY)
{
    /// <param name="height">Rows of the file.</param>
    /// <param name="width">Pixels of a row of the file.</param>
    /// <param name="orientation">1 to 8, as EXIF counts: where the first row and the first column belong.</param>
    public static PngPlacement Of(int height, int width, int orientation)
    {
        int last = height * width - 1;
        return orientation switch
        {
            2 => new(height, width, width - 1, -1, width),
            3 => new(height, width, last, -1, -width),
            4 => new(height, width, last - width + 1, 1, -width),
            5 => new(width, height, 0, height, 1),
            6 => new(width, height, height - 1, height, -1),
            7 => new(width, height, last, -height, -1),
            8 => new(width, height, last - height + 1, -height, 1),
            _ => new(height, width, 0, 1, width),
        };
    }

    public int Of(int x, int y) => First + x * StepX + y * StepY;
}
