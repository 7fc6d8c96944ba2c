using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Rows of planes to rows of red, green, blue. Luminance and differences by JFIF 1.02's formula in whole numbers with 16 bits of fraction.</summary>
internal static class ColourConversion
{
    private const int Bits = 16;
    private const int Half = 1 << (Bits - 1);
    private const int RedOfCr = 91881;
    private const int GreenOfCb = 22554;
    private const int GreenOfCr = 46802;
    private const int BlueOfCb = 116130;

    /// <summary>Luminance, blue and red difference to colours.</summary>
    /// <param name="y">Luminance.</param>
    /// <param name="cb">The blue difference, as many samples.</param>
    /// <param name="cr">The red difference, as many samples.</param>
    /// <param name="rgb">Three times as many bytes.</param>
    public static void Ycc(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            for (; i <= y.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                (Vector128<byte> red, Vector128<byte> green, Vector128<byte> blue) = Colours(Vector128.Create(y[i..]), Vector128.Create(cb[i..]), Vector128.Create(cr[i..]));
                Interleave(red, green, blue, rgb[(3 * i)..]);
            }
        }

        YccScalar(y[i..], cb[i..], cr[i..], rgb[(3 * i)..]);
    }

    /// <summary>The same, pixel by pixel.</summary>
    public static void YccScalar(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        for (int i = 0; i < y.Length; i++)
        {
            int blue = cb[i] - 128, red = cr[i] - 128;
            rgb[3 * i] = Sample(y[i] + ((RedOfCr * red + Half) >> Bits));
            rgb[3 * i + 1] = Sample(y[i] + ((-GreenOfCb * blue - GreenOfCr * red + Half) >> Bits));
            rgb[3 * i + 2] = Sample(y[i] + ((BlueOfCb * blue + Half) >> Bits));
        }
    }

    /// <summary>Planes of colours to pixels.</summary>
    public static void Rgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> rgb)
    {
        int i = 0;
        for (; i <= red.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            Interleave(Vector128.Create(red[i..]), Vector128.Create(green[i..]), Vector128.Create(blue[i..]), rgb[(3 * i)..]);
        for (; i < red.Length; i++) (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (red[i], green[i], blue[i]);
    }

    /// <summary>Puts black over colours that stand for inks, all stored as 255 minus ink.</summary>
    /// <param name="rgb">255 minus the three inks; then the colours.</param>
    /// <param name="black">255 minus black.</param>
    /// <param name="turned">Whether the three hold the inks themselves.</param>
    public static void Blacken(Span<byte> rgb, ReadOnlySpan<byte> black, bool turned)
    {
        int turn = turned ? 255 : 0;
        for (int i = 0; i < black.Length; i++)
            for (int c = 3 * i; c < 3 * i + 3; c++) rgb[c] = (byte)(((rgb[c] ^ turn) * black[i] + 127) / 255);
    }

    private static byte Sample(int value) => (byte)Math.Clamp(value, 0, 255);

    /// <summary>Sixteen pixels. Factors above a half are split into whole numbers and a rest that fits 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<byte> Red, Vector128<byte> Green, Vector128<byte> Blue) Colours(Vector128<byte> luminance, Vector128<byte> blueDifference, Vector128<byte> redDifference)
    {
        Vector256<short> y = Avx2.ConvertToVector256Int16(luminance), middle = Vector256.Create((short)128), one = Vector256<short>.One;
        Vector256<short> cb = Avx2.ConvertToVector256Int16(blueDifference) - middle, cr = Avx2.ConvertToVector256Int16(redDifference) - middle;
        Vector256<short> red = ((Avx2.MultiplyHigh(cr + cr, Vector256.Create((short)(RedOfCr - (1 << Bits)))) + one) >> 1) + cr;
        Vector256<short> blue = ((Avx2.MultiplyHigh(cb + cb, Vector256.Create((short)(BlueOfCb - (2 << Bits)))) + one) >> 1) + cb + cb;
        Vector256<short> factors = Vector256.Create((((1 << Bits) - GreenOfCr) << 16) | (-GreenOfCb & 0xFFFF)).AsInt16();
        Vector256<int> half = Vector256.Create(Half);
        Vector256<int> low = (Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(cb, cr), factors) + half) >> Bits;
        Vector256<int> high = (Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(cb, cr), factors) + half) >> Bits;
        Vector256<short> green = Avx2.PackSignedSaturate(low, high) - cr;
        return (Bytes(y + red), Bytes(y + green), Bytes(y + blue));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Bytes(Vector256<short> values) => Sse2.PackUnsignedSaturate(values.GetLower(), values.GetUpper());

    /// <summary>Sixteen pixels of three planes, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector128<byte> red, Vector128<byte> green, Vector128<byte> blue, Span<byte> rgb)
    {
        const byte No = 255;
        (Vector128.Shuffle(red, Vector128.Create(0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No, No, (byte)5))
            | Vector128.Shuffle(green, Vector128.Create(No, 0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No, No))
            | Vector128.Shuffle(blue, Vector128.Create(No, No, 0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No))).CopyTo(rgb);
        (Vector128.Shuffle(red, Vector128.Create(No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No, 10, No))
            | Vector128.Shuffle(green, Vector128.Create(5, No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No, (byte)10))
            | Vector128.Shuffle(blue, Vector128.Create(No, 5, No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No))).CopyTo(rgb[16..]);
        (Vector128.Shuffle(red, Vector128.Create(No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15, No, No))
            | Vector128.Shuffle(green, Vector128.Create(No, No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15, No))
            | Vector128.Shuffle(blue, Vector128.Create(10, No, No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, (byte)15))).CopyTo(rgb[32..]);
    }
}
