namespace Pointwise.Data;

/// <summary>What the bytes of a pixel in memory are.</summary>
public enum PixelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,

    /// <summary>Red, green, blue, alpha.</summary>
    Rgba,

    /// <summary>Blue, green, red, alpha: what most bitmaps of screens are.</summary>
    Bgra,

    /// <summary>One byte of brightness.</summary>
    Grey,
}

/// <summary>Copies rows of any order to grey or red, green, blue.</summary>
internal static class PixelOrders
{
    /// <summary>Bytes of a pixel.</summary>
    public static int Bytes(this PixelOrder order) => order switch
    {
        PixelOrder.Grey => 1,
        PixelOrder.Rgb or PixelOrder.Bgr => 3,
        _ => 4,
    };

    /// <summary>Copies one row, alpha left out.</summary>
    public static void Copy(this PixelOrder order, ReadOnlySpan<byte> row, Span<byte> destination)
    {
        if (order is PixelOrder.Grey or PixelOrder.Rgb)
        {
            row.CopyTo(destination);
            return;
        }

        int bytes = order.Bytes(), red = order == PixelOrder.Rgba ? 0 : 2;
        for (int from = 0, to = 0; from < row.Length; from += bytes, to += 3)
            (destination[to], destination[to + 1], destination[to + 2]) = (row[from + red], row[from + 1], row[from + 2 - red]);
    }
}
