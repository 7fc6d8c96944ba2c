using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Data.Resizing;

/// <summary>
/// Resamples rows along their width. A row is widened to 32-bit numbers once, with 1, 2 or 4 numbers a pixel, and every weight stands as
/// often beside the others: then a pixel of the result is the sum of the products of two stretches of vectors.
/// </summary>
internal sealed class HorizontalPass
{
    private const int Lanes = 8;

    /// <summary>Bytes that a result's row must have beyond its pixels: four are written where one to three belong to the pixel.</summary>
    public const int Margin = 4;

    private int[] weights = [];
    private int[] row = [];
    private int channels;
    private int spread;
    private int vectors;

    /// <summary>Gets ready for rows of one kind.</summary>
    /// <param name="axis">Where and with which weights.</param>
    /// <param name="channelCount">1 to 4 bytes a pixel.</param>
    public void Prepare(ResamplingAxis axis, int channelCount)
    {
        channels = channelCount;
        spread = (int)BitOperations.RoundUpToPowerOf2((uint)channels);
        vectors = (axis.Taps * spread + Lanes - 1) / Lanes;
        int stride = vectors * Lanes, width = (axis.End - axis.First) * spread + stride;
        if (weights.Length < (long)axis.Count * stride) weights = new int[checked(axis.Count * stride)];
        if (row.Length < width) row = new int[width];
        for (int i = 0; i < axis.Count; i++)
        {
            Span<int> spreadOut = weights.AsSpan(i * stride, stride);
            spreadOut.Clear();
            ReadOnlySpan<int> one = axis.WeightsOf(i);
            for (int t = 0; t < one.Length; t++) spreadOut.Slice(t * spread, spread).Fill(one[t]);
        }
    }

    /// <summary>Resamples one row.</summary>
    /// <param name="axis">What it was made ready for.</param>
    /// <param name="source">The row's pixels from the axis' first to its last.</param>
    /// <param name="destination">The result's pixels and <see cref="Margin"/> bytes of no meaning.</param>
    public void Run(ResamplingAxis axis, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Widen(source);
        int stride = vectors * Lanes;
        ReadOnlySpan<int> starts = axis.Starts;
        for (int i = 0; i < starts.Length; i++)
        {
            ReadOnlySpan<Vector256<int>> pixels = MemoryMarshal.Cast<int, Vector256<int>>(row.AsSpan((starts[i] - axis.First) * spread, stride));
            ReadOnlySpan<Vector256<int>> factors = MemoryMarshal.Cast<int, Vector256<int>>(weights.AsSpan(i * stride, stride))[..pixels.Length];
            Vector256<int> sum = Vector256<int>.Zero;
            for (int v = 0; v < pixels.Length; v++) sum += pixels[v] * factors[v];
            uint bytes = FixedPoint.ToBytes(Fold(sum.GetLower() + sum.GetUpper()));
            MemoryMarshal.Write(destination[(i * channels)..], in bytes);
        }
    }

    /// <summary>The sums of a pixel's channels in the first lanes.</summary>
    private Vector128<int> Fold(Vector128<int> sums)
    {
        if (spread <= 2) sums += Vector128.Shuffle(sums, Vector128.Create(2, 3, 0, 1));
        if (spread == 1) sums += Vector128.Shuffle(sums, Vector128.Create(1, 0, 3, 2));
        return sums;
    }

    private void Widen(ReadOnlySpan<byte> source)
    {
        if (channels == 3)
        {
            WidenColour(source, row);
            return;
        }

        int done = 0;
        for (; done <= source.Length - 16; done += 16) Store(Vector128.Create(source.Slice(done, 16)), row.AsSpan(done, 16));
        for (; done < source.Length; done++) row[done] = source[done];
    }

    private static void WidenColour(ReadOnlySpan<byte> source, Span<int> row)
    {
        Vector128<byte> places = Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);
        int from = 0, to = 0;
        for (; from <= source.Length - 16; from += 12, to += 16) Store(Vector128.Shuffle(Vector128.Create(source.Slice(from, 16)), places), row.Slice(to, 16));
        for (; from < source.Length; from += 3, to += 4) (row[to], row[to + 1], row[to + 2]) = (source[from], source[from + 1], source[from + 2]);
    }

    private static void Store(Vector128<byte> bytes, Span<int> numbers)
    {
        Span<Vector128<int>> vectors = MemoryMarshal.Cast<int, Vector128<int>>(numbers);
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(bytes);
        vectors[3] = Vector128.WidenUpper(high).AsInt32();
        vectors[2] = Vector128.WidenLower(high).AsInt32();
        vectors[1] = Vector128.WidenUpper(low).AsInt32();
        vectors[0] = Vector128.WidenLower(low).AsInt32();
    }
}
