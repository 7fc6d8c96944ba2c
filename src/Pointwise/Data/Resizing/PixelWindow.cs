namespace Pointwise.Data.Resizing;

/// <summary>A window of a resized picture: the picture's part becomes Height x Width pixels, of which the window is read.</summary>
/// <param name="Part">What is resized.</param>
/// <param name="Height">Rows of the whole result; they need not fit into memory.</param>
/// <param name="Width">Pixels of its rows.</param>
/// <param name="Top">The window's first row; below 0 where it begins outside.</param>
/// <param name="Left">Its first pixel.</param>
internal readonly record struct PixelWindow(Region Part, long Height, long Width, long Top, long Left)
{
    /// <summary>What of the picture the window's pixels are made of.</summary>
    /// <param name="height">The window's rows.</param>
    /// <param name="width">Pixels of its rows.</param>
    public Region Source(int height, int width)
    {
        double down = ((double)Part.Bottom - Part.Top) / Height, across = ((double)Part.Right - Part.Left) / Width;
        return new Region((float)(Part.Left + across * Left), (float)(Part.Top + down * Top), (float)(Part.Left + across * (Left + width)), (float)(Part.Top + down * (Top + height)));
    }
}
