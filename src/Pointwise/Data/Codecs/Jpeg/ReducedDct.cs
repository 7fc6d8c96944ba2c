using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Inverse transforms to 4x4, 2x2 and 1x1 samples a block: the picture at a half, a quarter, an eighth of its size, from the coefficients that matter there.</summary>
internal static class ReducedDct
{
    private const int C0211164243 = 1730;
    private const int C0509795579 = 4176;
    private const int C0601344887 = 4926;
    private const int C0720959822 = 5906;
    private const int C0850430095 = 6967;
    private const int C1061594337 = 8697;
    private const int C1272758580 = 10426;
    private const int C1451774981 = 11893;
    private const int C2172734803 = 17799;
    private const int C3624509785 = 29692;

    private const int Lanes = 8;

    /// <summary>A block as 4x4 samples.</summary>
    public static void Block4(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, Span<byte> samples, int stride)
    {
        Span<int> work = stackalloc int[4 * Lanes];
        Columns4(coefficients, quantisers, work);
        Lines4(work);
        Saturate(work, sbyte.MinValue, sbyte.MaxValue);
        for (int y = 0; y < 4; y++)
        {
            Span<byte> row = samples.Slice(y * stride, 4);
            for (int x = 0; x < 4; x++) row[x] = (byte)(work[x * Lanes + y] + 128);
        }
    }

    /// <summary>The first pass. The passes are methods of their own: one that holds both is more than the compiler inlines into.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Columns4(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, Span<int> work)
    {
        Pass4(Row(coefficients, quantisers, 0), Row(coefficients, quantisers, 1), Row(coefficients, quantisers, 2), Row(coefficients, quantisers, 3),
            Row(coefficients, quantisers, 5), Row(coefficients, quantisers, 6), Row(coefficients, quantisers, 7), InverseDct.FactorBits - InverseDct.PassBits + 1, work);
        Saturate(work, short.MinValue, short.MaxValue);
    }

    /// <summary>The second pass.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Lines4(Span<int> work) =>
        Pass4(Column4(work, 0), Column4(work, 1), Column4(work, 2), Column4(work, 3), Column4(work, 5), Column4(work, 6), Column4(work, 7), InverseDct.FactorBits + InverseDct.PassBits + 4, work);

    /// <summary>A block as 2x2 samples.</summary>
    public static void Block2(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, Span<byte> samples, int stride)
    {
        Span<int> work = stackalloc int[2 * Lanes];
        Pass2(Row(coefficients, quantisers, 0), Row(coefficients, quantisers, 1), Row(coefficients, quantisers, 3), Row(coefficients, quantisers, 5), Row(coefficients, quantisers, 7),
            InverseDct.FactorBits - InverseDct.PassBits + 2, work);
        Saturate(work, short.MinValue, short.MaxValue);
        Pass2(Column2(work, 0), Column2(work, 1), Column2(work, 3), Column2(work, 5), Column2(work, 7), InverseDct.FactorBits + InverseDct.PassBits + 5, work);
        Saturate(work, sbyte.MinValue, sbyte.MaxValue);
        (samples[0], samples[1]) = ((byte)(work[0] + 128), (byte)(work[Lanes] + 128));
        (samples[stride], samples[stride + 1]) = ((byte)(work[1] + 128), (byte)(work[Lanes + 1] + 128));
    }

    /// <summary>A block as one sample, its mean.</summary>
    public static byte Block1(short coefficient, short quantiser) => InverseDct.Sample(InverseDct.Rounded((short)(coefficient * quantiser), 3));

    /// <summary>A row of a block, multiplied by its quantisers within 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, int y)
    {
        (Vector128<int> low, Vector128<int> high) = Vector128.Widen(Vector128.Create(coefficients[(8 * y)..]) * Vector128.Create(quantisers[(8 * y)..]));
        return Vector256.Create(low, high);
    }

    /// <summary>A column of the first pass's four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Column4(ReadOnlySpan<int> work, int x) =>
        Vector256.Create(Vector128.Create(work[x], work[Lanes + x], work[2 * Lanes + x], work[3 * Lanes + x]), Vector128<int>.Zero);

    /// <summary>A column of the first pass's two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Column2(ReadOnlySpan<int> work, int x) => Vector256.Create(Vector128.Create(work[x], work[Lanes + x], 0, 0), Vector128<int>.Zero);

    /// <summary>Lines of seven values, the fifth left out, to lines of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass4(Vector256<int> v0, Vector256<int> v1, Vector256<int> v2, Vector256<int> v3, Vector256<int> v5, Vector256<int> v6, Vector256<int> v7, int shift, Span<int> work)
    {
        Vector256<int> first = (v0 << (InverseDct.FactorBits + 1)) + Vector256.Create(1 << (shift - 1)), even = v2 * InverseDct.C1847759065 - v6 * InverseDct.C0765366865;
        Vector256<int> odd0 = v3 * InverseDct.C0899976223 + v1 * InverseDct.C2562915447 - v7 * C0509795579 - v5 * C0601344887;
        Vector256<int> odd1 = v5 * C1451774981 + v1 * C1061594337 - v7 * C0211164243 - v3 * C2172734803;
        ((first + even + odd0) >> shift).CopyTo(work);
        ((first - even + odd1) >> shift).CopyTo(work[Lanes..]);
        ((first - even - odd1) >> shift).CopyTo(work[(2 * Lanes)..]);
        ((first + even - odd0) >> shift).CopyTo(work[(3 * Lanes)..]);
    }

    /// <summary>Lines of the first and the odd values to lines of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass2(Vector256<int> v0, Vector256<int> v1, Vector256<int> v3, Vector256<int> v5, Vector256<int> v7, int shift, Span<int> work)
    {
        Vector256<int> first = (v0 << (InverseDct.FactorBits + 2)) + Vector256.Create(1 << (shift - 1));
        Vector256<int> odd = v5 * C0850430095 + v1 * C3624509785 - v7 * C0720959822 - v3 * C1272758580;
        ((first + odd) >> shift).CopyTo(work);
        ((first - odd) >> shift).CopyTo(work[Lanes..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Saturate(Span<int> work, int least, int most)
    {
        for (int i = 0; i < work.Length; i += Lanes)
            Vector256.Min(Vector256.Max(Vector256.Create<int>(work.Slice(i, Lanes)), Vector256.Create(least)), Vector256.Create(most)).CopyTo(work[i..]);
    }
}
