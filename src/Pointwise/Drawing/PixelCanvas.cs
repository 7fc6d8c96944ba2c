namespace Pointwise.Drawing;

/// <summary>A picture of pixels to draw on, white at first. What lies outside is left out.</summary>
public sealed class PixelCanvas
{
    private const byte White = 255;
    private readonly byte[] pixels;

    /// <summary>Makes a white picture.</summary>
    /// <param name="height">Rows, from 1.</param>
    /// <param name="width">Columns, from 1.</param>
    public PixelCanvas(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (Height, Width) = (height, width);
        pixels = new byte[checked(height * width * 3)];
        Array.Fill(pixels, White);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Red, green and blue of every pixel, row by row.</summary>
    public ReadOnlyMemory<byte> Pixels => pixels;

    /// <summary>Rows that a line of text takes.</summary>
    /// <param name="size">Pixels a dot of the letters.</param>
    public static int TextHeight(int size = 1) => PixelLetters.Height * size;

    /// <summary>Columns that a text takes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Pixels a dot of the letters.</param>
    public static int TextWidth(string text, int size = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Math.Max(0, text.Length * PixelLetters.Advance - 1) * size;
    }

    /// <summary>A filled rectangle.</summary>
    /// <param name="x">Its left column.</param>
    /// <param name="y">Its upper row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colour">Its colour.</param>
    public PixelCanvas Rectangle(int x, int y, int width, int height, Rgb colour)
    {
        for (int row = Math.Max(0, y); row < Math.Min(Height, y + height); row++)
            for (int column = Math.Max(0, x); column < Math.Min(Width, x + width); column++) Put(column, row, colour);
        return this;
    }

    /// <summary>A rectangle's edge, within it.</summary>
    /// <param name="x">Its left column.</param>
    /// <param name="y">Its upper row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="line">The edge's pixels.</param>
    public PixelCanvas Frame(int x, int y, int width, int height, Rgb colour, int line = 1) =>
        Rectangle(x, y, width, line, colour).Rectangle(x, y + height - line, width, line, colour).Rectangle(x, y, line, height, colour).Rectangle(x + width - line, y, line, height, colour);

    /// <summary>A line of text in letters of 5x7 dots.</summary>
    /// <param name="x">The left column.</param>
    /// <param name="y">The upper row.</param>
    /// <param name="text">The text; letters beyond ASCII become question marks.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="size">Pixels a dot.</param>
    public PixelCanvas Text(int x, int y, string text, Rgb colour, int size = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int letter = 0; letter < text.Length; letter++)
        {
            int left = x + letter * PixelLetters.Advance * size;
            if (left >= Width) break;
            for (int row = 0; row < PixelLetters.Height; row++)
                for (int column = 0; column < PixelLetters.Width; column++)
                    if (PixelLetters.IsSet(text[letter], column, row)) Rectangle(left + column * size, y + row * size, size, size, colour);
        }

        return this;
    }

    /// <summary>Another picture.</summary>
    /// <param name="x">Its left column here.</param>
    /// <param name="y">Its upper row here.</param>
    /// <param name="rgb">Red, green and blue of every pixel, row by row.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="times">Pixels here, along each side, a pixel of it.</param>
    /// <exception cref="PointwiseException">Sizes and memory do not fit.</exception>
    public PixelCanvas Place(int x, int y, ReadOnlySpan<byte> rgb, int height, int width, int times = 1)
    {
        Check(rgb.Length, height, width);
        for (int row = Math.Max(0, y); row < Math.Min(Height, y + height * times); row++)
        {
            for (int column = Math.Max(0, x); column < Math.Min(Width, x + width * times); column++)
                rgb.Slice(((row - y) / times * width + (column - x) / times) * 3, 3).CopyTo(pixels.AsSpan((row * Width + column) * 3));
        }

        return this;
    }

    /// <summary>Refuses memory that is not a picture's red, green and blue.</summary>
    internal static void Check(int bytes, int height, int width)
    {
        if (height < 1 || width < 1 || (Int128)height * width * 3 != bytes)
            throw new PointwiseException("picture to draw on", "sizes and memory do not fit", "height x width x 3 bytes, red first", $"{height}x{width} and {bytes} bytes", "convert the picture to three channels");
    }

    /// <summary>One pixel, which lies within.</summary>
    internal void Put(int x, int y, Rgb colour)
    {
        Span<byte> pixel = pixels.AsSpan((y * Width + x) * 3, 3);
        (pixel[0], pixel[1], pixel[2]) = (colour.Red, colour.Green, colour.Blue);
    }
}
