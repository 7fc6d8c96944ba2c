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
    public const int None = 0, Sub = 1, Up = 2, Average = 3, Paeth = 4;

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
        if (filter == None) filtered.CopyTo(row);
        else if (filter == Up) TensorPrimitives.Add(filtered, above, row);
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

    /// <summary>The three from the byte on the left, above, and above on the left.</summary>
    public static int Predict(int filter, int a, int b, int c) => filter switch
    {
        Sub => a,
        Up => b,
        Average => (a + b) / 2,
        Paeth => Nearest(a, b, c),
        _ => 0,
    };

    private static void Row<TPixel>(int filter, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row)
        where TPixel : struct, IPngPixel
    {
        int done = filter switch
        {
            Sub => SubPixels<TPixel>(filtered, row),
            Average => AveragePixels<TPixel>(filtered, above, row),
            _ => PaethPixels<TPixel>(filtered, above, row),
        };
        for (int i = done; i < row.Length; i++)
        {
            int left = i - TPixel.Bytes;
            row[i] = (byte)(filtered[i] + (left < 0 ? Predict(filter, 0, above[i], 0) : Predict(filter, row[left], above[i], above[left])));
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
        Vector128<byte> a = default, high = Vector128.Create((byte)0x7F);
        for (; i <= row.Length - Reach; i += TPixel.Bytes)
        {
            Vector128<byte> b = Pixel(above, i);
            a = Pixel(filtered, i) + (a & b) + (((a ^ b).AsUInt16() >> 1).AsByte() & high);
            Store(row, i, a);
        }

        return i;
    }

    /// <summary>Lanes of 16 bits. Of a, b, c the nearest to a + b - c is c between two thresholds; see <see cref="Nearest"/>.</summary>
    private static int PaethPixels<TPixel>(ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row)
        where TPixel : struct, IPngPixel
    {
        int i = 0;
        Vector128<short> a = default, c = default, low = Vector128.Create((short)0xFF);
        for (; i <= row.Length - Reach; i += TPixel.Bytes)
        {
            Vector128<short> b = Vector128.WidenLower(Pixel(above, i)).AsInt16();
            Vector128<short> threshold = c + c + c - b - a, least = Vector128.Min(a, b), most = Vector128.Max(a, b);
            Vector128<short> nearest = Vector128.ConditionalSelect(Vector128.GreaterThan(most, threshold), c, least);
            nearest = Vector128.ConditionalSelect(Vector128.GreaterThan(threshold, least), nearest, most);
            a = (Vector128.WidenLower(Pixel(filtered, i)).AsInt16() + nearest) & low;
            c = b;
            Store(row, i, Vector128.Narrow(a.AsUInt16(), default));
        }

        return i;
    }

    /// <summary>
    /// Paeth's choice: of a, b, c the nearest to a + b - c, in this order where two are as near. With t = 3c - a - b: a + b - c is nearest to the
    /// smaller of a and b where t is at least the larger, to the larger where t is at most the smaller, else to c.
    /// </summary>
    private static int Nearest(int a, int b, int c)
    {
        int threshold = 3 * c - a - b, least = Math.Min(a, b), most = Math.Max(a, b);
        return threshold <= least ? most : threshold >= most ? least : c;
    }

    private static Vector128<byte> Pixel(ReadOnlySpan<byte> bytes, int at) => Vector128.CreateScalar(MemoryMarshal.Read<ulong>(bytes[at..])).AsByte();

    private static void Store(Span<byte> bytes, int at, Vector128<byte> pixel) => MemoryMarshal.Write(bytes[at..], pixel.AsUInt64().ToScalar());
}
