using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Data.Codecs.Png;

/// <summary>
/// Turns filtered rows back: each byte is the filtered one plus a prediction from the bytes on its left (a), above (b) and above on the left (c).
/// Three of the filters need the pixel on the left first, so they go pixel by pixel with its bytes in lanes.
/// </summary>
internal static class PngUnfilter
{
    /// <summary>Bytes that are read or written at once for a pixel; the last ones of a row go one by one.</summary>
    private const int Reach = 8;

    /// <param name="filter">0 to 4.</param>
    /// <param name="filtered">The row as it was unpacked.</param>
    /// <param name="above">The row above, turned back; zeros for the first.</param>
    /// <param name="row">As long as these; receives the row.</param>
    /// <param name="pixelBytes">1, 2, 3, 4, 6 or 8.</param>
    public static void Row(int filter, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row, int pixelBytes)
    {
        above = above[..filtered.Length];
        row = row[..filtered.Length];
        if (filter == PngPrediction.None) filtered.CopyTo(row);
        else if (filter == PngPrediction.Up) TensorPrimitives.Add(filtered, above, row);
        else
        {
            switch (pixelBytes)
            {
                case 1: Row<PngPixel1>(filter, filtered, above, row); break;
                case 2: Row<PngPixel2>(filter, filtered, above, row); break;
                case 3: Row<PngPixel3>(filter, filtered, above, row); break;
                case 4: Row<PngPixel4>(filter, filtered, above, row); break;
                case 6: Row<PngPixel6>(filter, filtered, above, row); break;
                default: Row<PngPixel8>(filter, filtered, above, row); break;
            }
        }
    }

    private static void Row<TPixel>(int filter, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row)
        where TPixel : struct, IPngPixel
    {
        int done = filter switch
        {
            PngPrediction.Sub => SubPixels<TPixel>(filtered, row),
            PngPrediction.Average => AveragePixels<TPixel>(filtered, above, row),
            _ => PaethPixels<TPixel>(filtered, above, row),
        };
        for (int i = done; i < row.Length; i++)
        {
            int left = i - TPixel.Bytes;
            row[i] = (byte)(filtered[i] + (left < 0 ? PngPrediction.Of(filter, 0, above[i], 0) : PngPrediction.Of(filter, row[left], above[i], above[left])));
        }
    }

    private static int SubPixels<TPixel>(ReadOnlySpan<byte> filtered, Span<byte> row)
        where TPixel : struct, IPngPixel
    {
        int i = 0;
        Vector128<byte> left = default;
        for (; i <= row.Length - Vector128<byte>.Count; i += TPixel.Whole)
        {
            Vector128<byte> pixels = left + TPixel.RunningSum(Vector128.Create(filtered[i..]));
            pixels.CopyTo(row[i..]);
            left = TPixel.Last(pixels);
        }

        return i;
    }

    private static int AveragePixels<TPixel>(ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row)
        where TPixel : struct, IPngPixel
    {
        int i = 0;
        Vector128<byte> a = default;
        for (; i <= row.Length - Reach; i += TPixel.Bytes)
        {
            a = Pixel(filtered, i) + PngPrediction.Mean(a, Pixel(above, i));
            Store(row, i, a);
        }

        return i;
    }

    private static int PaethPixels<TPixel>(ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row)
        where TPixel : struct, IPngPixel
    {
        int i = 0;
        Vector128<short> a = default, c = default, low = Vector128.Create((short)0xFF);
        for (; i <= row.Length - Reach; i += TPixel.Bytes)
        {
            Vector128<short> b = Vector128.WidenLower(Pixel(above, i)).AsInt16();
            a = (Vector128.WidenLower(Pixel(filtered, i)).AsInt16() + PngPrediction.Nearest(a, b, c)) & low;
            c = b;
            Store(row, i, Vector128.Narrow(a.AsUInt16(), default));
        }

        return i;
    }

    private static Vector128<byte> Pixel(ReadOnlySpan<byte> bytes, int at) => Vector128.CreateScalar(MemoryMarshal.Read<ulong>(bytes[at..])).AsByte();

    private static void Store(Span<byte> bytes, int at, Vector128<byte> pixel) => MemoryMarshal.Write(bytes[at..], pixel.AsUInt64().ToScalar());
}
