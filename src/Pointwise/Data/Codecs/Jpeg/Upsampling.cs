using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// Brings rows of samples to the picture's width and height. Between two samples go two pixels, each of three quarters of the nearer and one of
/// the farther; the halves of rounding alternate, so that no side is favoured. Other ratios repeat samples.
/// </summary>
internal static class Upsampling
{
    /// <summary>Values on each side of a row of sums that repeat its ends.</summary>
    public const int Edge = 1;

    /// <summary>Sums of one row for <see cref="Widen"/>: the samples themselves.</summary>
    /// <param name="row">The samples.</param>
    /// <param name="sums">As many, with <see cref="Edge"/> more on each side.</param>
    public static void Sums(ReadOnlySpan<byte> row, Span<ushort> sums)
    {
        Span<ushort> inner = sums.Slice(Edge, row.Length);
        int i = 0;
        for (; i <= row.Length - Vector128<byte>.Count; i += Vector128<byte>.Count) Wide(row[i..]).CopyTo(inner[i..]);
        for (; i < row.Length; i++) inner[i] = row[i];
        RepeatEnds(sums, row.Length);
    }

    /// <summary>Sums of two rows for <see cref="Widen"/>: three times the nearer and once the farther.</summary>
    public static void Sums(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<ushort> sums)
    {
        Span<ushort> inner = sums.Slice(Edge, near.Length);
        far = far[..near.Length];
        int i = 0;
        for (; i <= near.Length - Vector128<byte>.Count; i += Vector128<byte>.Count) (Thrice(Wide(near[i..])) + Wide(far[i..])).CopyTo(inner[i..]);
        for (; i < near.Length; i++) inner[i] = (ushort)(3 * near[i] + far[i]);
        RepeatEnds(sums, near.Length);
    }

    /// <summary>Two pixels out of each sum and its neighbours.</summary>
    /// <param name="sums">The sums with their repeated ends.</param>
    /// <param name="pixels">Twice as many pixels.</param>
    /// <param name="shift">Bits by which a sum of four sums exceeds a pixel: 2, or 4 where sums are of two rows.</param>
    public static void Widen(ReadOnlySpan<ushort> sums, Span<byte> pixels, int shift)
    {
        int count = sums.Length - 2 * Edge;
        int left = shift == 2 ? 1 : 8, right = shift == 2 ? 2 : 7;
        ReadOnlySpan<ushort> before = sums, here = sums[Edge..], behind = sums[(2 * Edge)..];
        Vector256<ushort> toLeft = Vector256.Create((ushort)left), toRight = Vector256.Create((ushort)right);
        int i = 0;
        for (; i <= count - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            Vector256<ushort> three = Thrice(Vector256.Create(here[i..]));
            Vector256<ushort> even = (three + Vector256.Create(before[i..]) + toLeft) >>> shift;
            Vector256<ushort> odd = (three + Vector256.Create(behind[i..]) + toRight) >>> shift;
            (even | (odd << 8)).AsByte().CopyTo(pixels[(2 * i)..]);
        }

        for (; i < count; i++)
        {
            pixels[2 * i] = (byte)((3 * here[i] + before[i] + left) >> shift);
            pixels[2 * i + 1] = (byte)((3 * here[i] + behind[i] + right) >> shift);
        }
    }

    /// <summary>A row between two rows of samples.</summary>
    /// <param name="near">The nearer row.</param>
    /// <param name="far">The farther row.</param>
    /// <param name="isUpper">Whether the farther row lies above.</param>
    /// <param name="pixels">As many pixels.</param>
    public static void Between(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, bool isUpper, Span<byte> pixels)
    {
        int bias = isUpper ? 1 : 2, i = 0;
        far = far[..near.Length];
        for (; i <= near.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector256<ushort> sum = (Thrice(Wide(near[i..])) + Wide(far[i..]) + Vector256.Create((ushort)bias)) >>> 2;
            Vector128.Narrow(sum.GetLower(), sum.GetUpper()).CopyTo(pixels[i..]);
        }

        for (; i < near.Length; i++) pixels[i] = (byte)((3 * near[i] + far[i] + bias) >> 2);
    }

    /// <summary>Each sample so many times.</summary>
    public static void Repeat(ReadOnlySpan<byte> row, int times, Span<byte> pixels)
    {
        for (int i = 0; i < row.Length; i++) pixels.Slice(i * times, times).Fill(row[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Wide(ReadOnlySpan<byte> row)
    {
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(row));
        return Vector256.Create(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Thrice(Vector256<ushort> values) => values + values + values;

    private static void RepeatEnds(Span<ushort> sums, int count)
    {
        sums[0] = sums[Edge];
        sums[Edge + count] = sums[count];
    }
}
