using Pointwise.Data;

namespace Pointwise.Tests.Data;

/// <summary>Pictures of formulas.</summary>
internal static class Pictures
{
    /// <summary>Noise in patches between checkered ones: the formula of make-pillow-vectors.py.</summary>
    public static Picture OfFormula(int height, int width, int channels)
    {
        var pixels = new byte[height * width * channels];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = Value(i / channels % width, i / channels / width, i % channels);
        return new Picture(height, width, channels, pixels);
    }

    /// <summary>Every pixel alike.</summary>
    public static Picture Flat(int height, int width, params byte[] pixel) =>
        new(height, width, pixel.Length, Enumerable.Range(0, height * width * pixel.Length).Select(i => pixel[i % pixel.Length]).ToArray());

    /// <summary>Red is the column, green the row, blue 7.</summary>
    public static Picture OfPlaces(int height, int width) =>
        new(height, width, 3, Enumerable.Range(0, height * width).SelectMany(p => new[] { (byte)(p % width), (byte)(p / width), (byte)7 }).ToArray());

    private static byte Value(int x, int y, int c)
    {
        int z = (x * 73 + y * 151 + c * 199 + x * y % 61 * 17) & 0xFFFF;
        if ((x / 5 + y / 4) % 3 != 0) return (byte)((z ^ (z >> 5)) & 255);
        return (byte)((x + y + c) % 2 != 0 ? 255 : 0);
    }
}
