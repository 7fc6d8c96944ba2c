using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Pointwise.Data.Codecs.Png;

/// <summary>Filters rows for packing: what is left of each byte when its prediction is taken away.</summary>
internal static class PngFilter
{
    /// <param name="filter">0 to 4.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above; zeros for the first.</param>
    /// <param name="filtered">As long as these; receives the filtered row.</param>
    /// <param name="pixelBytes">Bytes of a pixel.</param>
    public static void Row(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered, int pixelBytes)
    {
        int i = pixelBytes;
        for (int first = 0; first < pixelBytes; first++) filtered[first] = (byte)(row[first] - PngPrediction.Of(filter, 0, above[first], 0));
        switch (filter)
        {
            case PngPrediction.None:
                row.CopyTo(filtered);
                return;
            case PngPrediction.Sub:
                TensorPrimitives.Subtract(row[i..], row[..^i], filtered[i..]);
                return;
            case PngPrediction.Up:
                TensorPrimitives.Subtract(row, above, filtered);
                return;
        }

        for (; i <= row.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> a = Vector128.Create(row[(i - pixelBytes)..]), b = Vector128.Create(above[i..]), c = Vector128.Create(above[(i - pixelBytes)..]);
            Vector128<byte> prediction = filter == PngPrediction.Average ? PngPrediction.Mean(a, b) : Nearest(a, b, c);
            (Vector128.Create(row[i..]) - prediction).CopyTo(filtered[i..]);
        }

        for (; i < row.Length; i++) filtered[i] = (byte)(row[i] - PngPrediction.Of(filter, row[i - pixelBytes], above[i], above[i - pixelBytes]));
    }

    /// <summary>The sum of the bytes' magnitudes, each taken as -128 to 127: the smaller, the better a filter served, as a rule.</summary>
    public static long Magnitude(ReadOnlySpan<byte> filtered)
    {
        int i = 0;
        Vector128<uint> sums = default;
        for (; i <= filtered.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> magnitudes = Vector128.Abs(Vector128.Create(filtered[i..]).AsSByte()).AsByte();
            Vector128<ushort> pairs = Vector128.WidenLower(magnitudes) + Vector128.WidenUpper(magnitudes);
            sums += Vector128.WidenLower(pairs) + Vector128.WidenUpper(pairs);
        }

        long sum = Vector128.Sum(sums);
        for (; i < filtered.Length; i++) sum += Math.Abs((int)(sbyte)filtered[i]);
        return sum;
    }

    private static Vector128<byte> Nearest(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c)
    {
        Vector128<short> lower = PngPrediction.Nearest(Vector128.WidenLower(a).AsInt16(), Vector128.WidenLower(b).AsInt16(), Vector128.WidenLower(c).AsInt16());
        Vector128<short> upper = PngPrediction.Nearest(Vector128.WidenUpper(a).AsInt16(), Vector128.WidenUpper(b).AsInt16(), Vector128.WidenUpper(c).AsInt16());
        return Vector128.Narrow(lower.AsUInt16(), upper.AsUInt16());
    }
}
