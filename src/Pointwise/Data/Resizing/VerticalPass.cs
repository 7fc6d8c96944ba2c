using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Data.Resizing;

/// <summary>Resamples rows along the height: a row of the result is a weighted sum of rows, 16 bytes at a time.</summary>
internal static class VerticalPass
{
    /// <summary>Bytes that are worked on together: rows are as long or longer, rounded up to it.</summary>
    public const int Block = 16;

    /// <summary>Makes one row.</summary>
    /// <param name="axis">Where and with which weights.</param>
    /// <param name="index">Which row of the result.</param>
    /// <param name="rows">The source's rows from the axis' first to its last.</param>
    /// <param name="stride">Bytes from row to row: a multiple of <see cref="Block"/>.</param>
    /// <param name="destination">The row; as long as it is.</param>
    public static void Run(ResamplingAxis axis, int index, ReadOnlySpan<byte> rows, int stride, Span<byte> destination)
    {
        ReadOnlySpan<int> weights = axis.WeightsOf(index);
        int start = axis.Starts[index];
        weights = weights[..Math.Min(weights.Length, axis.End - start)];
        ReadOnlySpan<byte> read = rows[((start - axis.First) * stride)..];
        int x = 0;
        for (; x <= destination.Length - Block; x += Block) Sum(read[x..], stride, weights).CopyTo(destination.Slice(x, Block));
        if (x == destination.Length) return;
        Span<byte> last = stackalloc byte[Block];
        Sum(read[x..], stride, weights).CopyTo(last);
        last[..(destination.Length - x)].CopyTo(destination[x..]);
    }

    private static Vector128<byte> Sum(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> weights)
    {
        Vector256<int> low = Vector256<int>.Zero, high = Vector256<int>.Zero;
        int from = 0;
        foreach (int weight in weights)
        {
            Vector256<ushort> pixels = Vector256.WidenLower(Vector128.Create(rows.Slice(from, Block)).ToVector256Unsafe());
            Vector256<int> factor = Vector256.Create(weight);
            low += Vector256.WidenLower(pixels).AsInt32() * factor;
            high += Vector256.WidenUpper(pixels).AsInt32() * factor;
            from += stride;
        }

        Vector256<short> both = Vector256.Narrow(FixedPoint.ToPixels(low), FixedPoint.ToPixels(high));
        return Vector128.Narrow(both.GetLower().AsUInt16(), both.GetUpper().AsUInt16());
    }
}
