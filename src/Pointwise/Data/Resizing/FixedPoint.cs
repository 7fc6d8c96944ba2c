using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Data.Resizing;

/// <summary>From sums of pixels times weights back to pixels: rounded to the nearest, kept within 0 to 255.</summary>
internal static class FixedPoint
{
    private const int Half = 1 << (ResamplingAxis.Precision - 1);

    /// <summary>Four sums as four bytes, the first lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ToBytes(Vector128<int> sums)
    {
        Vector128<int> pixels = Vector128.ShiftRightArithmetic(sums + Vector128.Create(Half), ResamplingAxis.Precision);
        pixels = Vector128.Min(Vector128.Max(pixels, Vector128<int>.Zero), Vector128.Create(255));
        Vector128<byte> first = Vector128.Create((byte)0, 4, 8, 12, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
        return Vector128.Shuffle(pixels.AsByte(), first).AsUInt32().ToScalar();
    }

    /// <summary>Eight sums as eight numbers from 0 to 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToPixels(Vector256<int> sums)
    {
        Vector256<int> pixels = Vector256.ShiftRightArithmetic(sums + Vector256.Create(Half), ResamplingAxis.Precision);
        return Vector256.Min(Vector256.Max(pixels, Vector256<int>.Zero), Vector256.Create(255));
    }
}
