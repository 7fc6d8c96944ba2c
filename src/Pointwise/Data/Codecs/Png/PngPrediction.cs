using System.Runtime.Intrinsics;

namespace Pointwise.Data.Codecs.Png;

/// <summary>What PNG's filters predict of a byte from those of its neighbours: a on its left, b above, c above on the left.</summary>
internal static class PngPrediction
{
    public const int None = 0, Sub = 1, Up = 2, Average = 3, Paeth = 4;

    public static int Of(int filter, int a, int b, int c) => filter switch
    {
        Sub => a,
        Up => b,
        Average => (a + b) / 2,
        Paeth => Nearest(a, b, c),
        _ => 0,
    };

    /// <summary>Half the sum, rounded down.</summary>
    public static Vector128<byte> Mean(Vector128<byte> a, Vector128<byte> b) =>
        (a & b) + (((a ^ b).AsUInt16() >> 1).AsByte() & Vector128.Create((byte)0x7F));

    /// <summary>Paeth's choice in lanes of 16 bits.</summary>
    public static Vector128<short> Nearest(Vector128<short> a, Vector128<short> b, Vector128<short> c)
    {
        Vector128<short> threshold = c + c + c - b - a, least = Vector128.Min(a, b), most = Vector128.Max(a, b);
        Vector128<short> nearest = Vector128.ConditionalSelect(Vector128.GreaterThan(most, threshold), c, least);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(threshold, least), nearest, most);
    }

    /// <summary>
    /// Paeth's choice: of a, b, c the nearest to a + b - c, in this order where two are as near. With t = 3c - a - b that is the smaller of a and b
    /// where t is at least the larger, the larger where t is at most the smaller, else c.
    /// </summary>
    private static int Nearest(int a, int b, int c)
    {
        int threshold = 3 * c - a - b, least = Math.Min(a, b), most = Math.Max(a, b);
        return threshold <= least ? most : threshold >= most ? least : c;
    }
}
