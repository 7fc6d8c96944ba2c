using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Drawing;
using Pointwise.Graphs;

namespace Pointwise.Training.Reports;

/// <summary>Draws masks over pictures, small enough for a page, as addresses that hold the picture itself.</summary>
internal sealed class MaskPictures(ImmutableArray<Rgb> colours)
{
    private const int Side = 320;
    private static readonly Rgb Nothing = new(0x2b, 0x2f, 0x36);

    /// <summary>A picture alone.</summary>
    public static string Of(Picture picture)
    {
        Picture small = Small(picture);
        return Address(small.Height, small.Width, Rgb(small));
    }

    /// <summary>A mask over its picture; what is ignored is dark.</summary>
    public string Of(Picture picture, Mask mask)
    {
        Picture small = Small(picture);
        Mask smallMask = small.Height == mask.Height && small.Width == mask.Width ? mask : mask.Resize(small.Height, small.Width);
        PixelCanvas canvas = Over(small, smallMask, colours).Over(Rgb(small), small.Height, small.Width);
        return Address(canvas.Height, canvas.Width, canvas.Pixels);
    }

    /// <summary>A mask to lay over a picture of its size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="mask">The class of every pixel.</param>
    /// <param name="colours">One a class.</param>
    public static ClassOverlay Over(Picture picture, Mask mask, ImmutableArray<Rgb> colours)
    {
        var classes = new int[mask.Classes.Length];
        ReadOnlySpan<byte> own = mask.Classes.Span;
        for (int p = 0; p < classes.Length; p++) classes[p] = own[p];
        return new ClassOverlay(picture.Height, picture.Width, classes) { Colour = c => c < colours.Length ? colours[c] : Nothing };
    }

    /// <summary>A picture's red, green and blue.</summary>
    public static byte[] Rgb(Picture picture)
    {
        var rgb = new byte[picture.Height * picture.Width * 3];
        for (int p = 0; p < picture.Height * picture.Width; p++)
            for (int c = 0; c < 3; c++) rgb[3 * p + c] = picture.Value(p, c, 3);
        return rgb;
    }

    private static Picture Small(Picture picture)
    {
        double scale = (double)Side / Math.Max(picture.Height, picture.Width);
        return scale >= 1 ? picture : picture.Resize(Math.Max(1, (int)Math.Round(picture.Height * scale)), Math.Max(1, (int)Math.Round(picture.Width * scale)), Interpolation.Area);
    }

    private static string Address(int height, int width, ReadOnlyMemory<byte> rgb)
    {
        using var memory = new MemoryStream();
        PictureFile.SavePng(memory, new Picture(height, width, 3, rgb));
        return "data:image/png;base64," + Convert.ToBase64String(memory.GetBuffer(), 0, (int)memory.Length);
    }
}
