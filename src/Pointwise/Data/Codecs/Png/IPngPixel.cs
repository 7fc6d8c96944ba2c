using System.Runtime.Intrinsics;

namespace Pointwise.Data.Codecs.Png;

/// <summary>Pixels of so many bytes in vectors of 16, for filters that predict a pixel from its neighbours.</summary>
internal interface IPngPixel
{
    /// <summary>Bytes of a pixel.</summary>
    static abstract int Bytes { get; }

    /// <summary>Bytes of whole pixels in a vector.</summary>
    static abstract int Whole { get; }

    /// <summary>The sums of the pixels up to each; bytes behind the whole pixels do not matter.</summary>
    static abstract Vector128<byte> RunningSum(Vector128<byte> pixels);

    /// <summary>The last whole pixel at the place of every pixel.</summary>
    static abstract Vector128<byte> Last(Vector128<byte> pixels);
}

internal readonly struct PngPixel1 : IPngPixel
{
    public static int Bytes => 1;

    public static int Whole => 16;

    public static Vector128<byte> RunningSum(Vector128<byte> pixels)
    {
        pixels += Vector128.Shuffle(pixels, Vector128.Create((byte)16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
        return PngPixel2.RunningSum(pixels);
    }

    public static Vector128<byte> Last(Vector128<byte> pixels) => Vector128.Shuffle(pixels, Vector128.Create((byte)15));
}

internal readonly struct PngPixel2 : IPngPixel
{
    public static int Bytes => 2;

    public static int Whole => 16;

    public static Vector128<byte> RunningSum(Vector128<byte> pixels)
    {
        pixels += Vector128.Shuffle(pixels, Vector128.Create((byte)16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
        return PngPixel4.RunningSum(pixels);
    }

    public static Vector128<byte> Last(Vector128<byte> pixels) => Vector128.Shuffle(pixels, Vector128.Create((ushort)0x0F0E).AsByte());
}

internal readonly struct PngPixel3 : IPngPixel
{
    public static int Bytes => 3;

    public static int Whole => 15;

    public static Vector128<byte> RunningSum(Vector128<byte> pixels)
    {
        pixels += Vector128.Shuffle(pixels, Vector128.Create((byte)16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        return PngPixel6.RunningSum(pixels);
    }

    public static Vector128<byte> Last(Vector128<byte> pixels) => Vector128.Shuffle(pixels, Vector128.Create((byte)12, 13, 14, 12, 13, 14, 12, 13, 14, 12, 13, 14, 12, 13, 14, 12));
}

internal readonly struct PngPixel4 : IPngPixel
{
    public static int Bytes => 4;

    public static int Whole => 16;

    public static Vector128<byte> RunningSum(Vector128<byte> pixels)
    {
        pixels += Vector128.Shuffle(pixels, Vector128.Create((byte)16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        return PngPixel8.RunningSum(pixels);
    }

    public static Vector128<byte> Last(Vector128<byte> pixels) => Vector128.Shuffle(pixels, Vector128.Create(0x0F0E0D0Cu).AsByte());
}

internal readonly struct PngPixel6 : IPngPixel
{
    public static int Bytes => 6;

    public static int Whole => 12;

    /// <summary>Two pixels need no second step; five of three bytes, whose sum ends here, do.</summary>
    public static Vector128<byte> RunningSum(Vector128<byte> pixels)
    {
        pixels += Vector128.Shuffle(pixels, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        return pixels + Vector128.Shuffle(pixels, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 0, 1, 2, 3));
    }

    public static Vector128<byte> Last(Vector128<byte> pixels) => Vector128.Shuffle(pixels, Vector128.Create((byte)6, 7, 8, 9, 10, 11, 6, 7, 8, 9, 10, 11, 6, 7, 8, 9));
}

internal readonly struct PngPixel8 : IPngPixel
{
    public static int Bytes => 8;

    public static int Whole => 16;

    public static Vector128<byte> RunningSum(Vector128<byte> pixels) =>
        pixels + Vector128.Shuffle(pixels, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7));

    public static Vector128<byte> Last(Vector128<byte> pixels) => Vector128.Shuffle(pixels.AsUInt64(), Vector128.Create(1ul)).AsByte();
}
