using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>The inverse cosine transform of two blocks side by side, one in each half of 256-bit vectors; the same samples as <see cref="InverseDct.Block"/>.</summary>
internal static class InverseDctLanes
{
    public const int FirstShift = InverseDct.FactorBits - InverseDct.PassBits;
    public const int LastShift = InverseDct.FactorBits + InverseDct.PassBits + 3;

    /// <inheritdoc cref="InverseDct.Row"/>
    public static void Row(ReadOnlySpan<short> coefficients, ReadOnlySpan<byte> lasts, ReadOnlySpan<short> quantisers, int blocks, Span<byte> samples, int stride)
    {
        Span<Vector256<short>> factors = stackalloc Vector256<short>[8];
        for (int y = 0; y < 8; y++)
        {
            var row = Vector128.Create(quantisers.Slice(8 * y, 8));
            factors[y] = Vector256.Create(row, row);
        }

        for (int i = 0; i < blocks; i += 2)
        {
            ReadOnlySpan<short> pair = coefficients.Slice(i * Zigzag.Block, 2 * Zigzag.Block);
            Span<byte> corner = samples[(8 * i)..];
            if ((lasts[i] | lasts[i + 1]) == 0) Flat(InverseDct.Flat(pair[0], quantisers[0]), InverseDct.Flat(pair[Zigzag.Block], quantisers[0]), corner, stride);
            else if (Math.Max(lasts[i], lasts[i + 1]) <= InverseDctCorner.Last) InverseDctCorner.Pair(MemoryMarshal.Cast<short, Vector128<short>>(pair), factors, corner, stride);
            else Pair(MemoryMarshal.Cast<short, Vector128<short>>(pair), factors, corner, stride);
        }
    }

    private static void Flat(byte left, byte right, Span<byte> samples, int stride)
    {
        Vector128<byte> row = Vector128.Create(Vector64.Create(left), Vector64.Create(right));
        for (int y = 0; y < 8; y++) row.CopyTo(samples[(y * stride)..]);
    }

    /// <summary>Two blocks.</summary>
    /// <param name="rows">The rows of both blocks' coefficients.</param>
    /// <param name="factors">The rows of the quantisers, twice each.</param>
    /// <param name="samples">The first row of samples.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    public static void Pair(ReadOnlySpan<Vector128<short>> rows, ReadOnlySpan<Vector256<short>> factors, Span<byte> samples, int stride)
    {
        Vector256<short> r0 = Vector256.Create(rows[0], rows[8]) * factors[0], r1 = Vector256.Create(rows[1], rows[9]) * factors[1];
        Vector256<short> r2 = Vector256.Create(rows[2], rows[10]) * factors[2], r3 = Vector256.Create(rows[3], rows[11]) * factors[3];
        Vector256<short> r4 = Vector256.Create(rows[4], rows[12]) * factors[4], r5 = Vector256.Create(rows[5], rows[13]) * factors[5];
        Vector256<short> r6 = Vector256.Create(rows[6], rows[14]) * factors[6], r7 = Vector256.Create(rows[7], rows[15]) * factors[7];
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, FirstShift);
        Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, LastShift);
        Store(r0, r1, r2, r3, r4, r5, r6, r7, samples, stride);
    }

    /// <summary>All columns of both blocks; ends within 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(ref Vector256<short> r0, ref Vector256<short> r1, ref Vector256<short> r2, ref Vector256<short> r3,
        ref Vector256<short> r4, ref Vector256<short> r5, ref Vector256<short> r6, ref Vector256<short> r7, int shift)
    {
        Vector256<int> half = Vector256.Create(1 << (shift - 1));
        Vector256<short> low = Avx2.UnpackLow(r2, r6), high = Avx2.UnpackHigh(r2, r6), factors = Factors(InverseDct.C0541196100, InverseDct.C0541196100 - InverseDct.C1847759065);
        Vector256<int> even2Low = Avx2.MultiplyAddAdjacent(low, factors), even2High = Avx2.MultiplyAddAdjacent(high, factors);
        factors = Factors(InverseDct.C0541196100 + InverseDct.C0765366865, InverseDct.C0541196100);
        Vector256<int> even3Low = Avx2.MultiplyAddAdjacent(low, factors), even3High = Avx2.MultiplyAddAdjacent(high, factors);
        Vector256<short> sum = r0 + r4, difference = r0 - r4;
        Vector256<int> sumLow = Low(sum) + half, sumHigh = High(sum) + half, differenceLow = Low(difference) + half, differenceHigh = High(difference) + half;
        Vector256<int> e0Low = sumLow + even3Low, e0High = sumHigh + even3High, e3Low = sumLow - even3Low, e3High = sumHigh - even3High;
        Vector256<int> e1Low = differenceLow + even2Low, e1High = differenceHigh + even2High, e2Low = differenceLow - even2Low, e2High = differenceHigh - even2High;

        Vector256<short> z3 = r7 + r3, z4 = r5 + r1;
        low = Avx2.UnpackLow(z3, z4);
        high = Avx2.UnpackHigh(z3, z4);
        factors = Factors(InverseDct.C1175875602 - InverseDct.C1961570560, InverseDct.C1175875602);
        Vector256<int> z3Low = Avx2.MultiplyAddAdjacent(low, factors), z3High = Avx2.MultiplyAddAdjacent(high, factors);
        factors = Factors(InverseDct.C1175875602, InverseDct.C1175875602 - InverseDct.C0390180644);
        Vector256<int> z4Low = Avx2.MultiplyAddAdjacent(low, factors), z4High = Avx2.MultiplyAddAdjacent(high, factors);

        low = Avx2.UnpackLow(r7, r1);
        high = Avx2.UnpackHigh(r7, r1);
        factors = Factors(InverseDct.C0298631336 - InverseDct.C0899976223, -InverseDct.C0899976223);
        Vector256<int> o3Low = Avx2.MultiplyAddAdjacent(low, factors) + z3Low, o3High = Avx2.MultiplyAddAdjacent(high, factors) + z3High;
        factors = Factors(-InverseDct.C0899976223, InverseDct.C1501321110 - InverseDct.C0899976223);
        Vector256<int> o0Low = Avx2.MultiplyAddAdjacent(low, factors) + z4Low, o0High = Avx2.MultiplyAddAdjacent(high, factors) + z4High;

        low = Avx2.UnpackLow(r5, r3);
        high = Avx2.UnpackHigh(r5, r3);
        factors = Factors(InverseDct.C2053119869 - InverseDct.C2562915447, -InverseDct.C2562915447);
        Vector256<int> o2Low = Avx2.MultiplyAddAdjacent(low, factors) + z4Low, o2High = Avx2.MultiplyAddAdjacent(high, factors) + z4High;
        factors = Factors(-InverseDct.C2562915447, InverseDct.C3072711026 - InverseDct.C2562915447);
        Vector256<int> o1Low = Avx2.MultiplyAddAdjacent(low, factors) + z3Low, o1High = Avx2.MultiplyAddAdjacent(high, factors) + z3High;

        r0 = Pack(e0Low + o0Low, e0High + o0High, shift);
        r7 = Pack(e0Low - o0Low, e0High - o0High, shift);
        r1 = Pack(e1Low + o1Low, e1High + o1High, shift);
        r6 = Pack(e1Low - o1Low, e1High - o1High, shift);
        r2 = Pack(e2Low + o2Low, e2High + o2High, shift);
        r5 = Pack(e2Low - o2Low, e2High - o2High, shift);
        r3 = Pack(e3Low + o3Low, e3High + o3High, shift);
        r4 = Pack(e3Low - o3Low, e3High - o3High, shift);
    }

    /// <summary>A pair of factors for pairs of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Factors(int first, int second) => Vector256.Create((second << 16) | (first & 0xFFFF)).AsInt16();

    /// <summary>The first half of each block's row, as wide as products are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Low(Vector256<short> row) => Avx2.UnpackLow(Vector256<short>.Zero, row).AsInt32() >> (16 - InverseDct.FactorBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> High(Vector256<short> row) => Avx2.UnpackHigh(Vector256<short>.Zero, row).AsInt32() >> (16 - InverseDct.FactorBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Pack(Vector256<int> low, Vector256<int> high, int shift) => Avx2.PackSignedSaturate(low >> shift, high >> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<short> r0, ref Vector256<short> r1, ref Vector256<short> r2, ref Vector256<short> r3,
        ref Vector256<short> r4, ref Vector256<short> r5, ref Vector256<short> r6, ref Vector256<short> r7)
    {
        Vector256<int> a0 = Avx2.UnpackLow(r0, r1).AsInt32(), a1 = Avx2.UnpackHigh(r0, r1).AsInt32(), a2 = Avx2.UnpackLow(r2, r3).AsInt32(), a3 = Avx2.UnpackHigh(r2, r3).AsInt32();
        Vector256<int> a4 = Avx2.UnpackLow(r4, r5).AsInt32(), a5 = Avx2.UnpackHigh(r4, r5).AsInt32(), a6 = Avx2.UnpackLow(r6, r7).AsInt32(), a7 = Avx2.UnpackHigh(r6, r7).AsInt32();
        Vector256<long> b0 = Avx2.UnpackLow(a0, a2).AsInt64(), b1 = Avx2.UnpackHigh(a0, a2).AsInt64(), b2 = Avx2.UnpackLow(a1, a3).AsInt64(), b3 = Avx2.UnpackHigh(a1, a3).AsInt64();
        Vector256<long> b4 = Avx2.UnpackLow(a4, a6).AsInt64(), b5 = Avx2.UnpackHigh(a4, a6).AsInt64(), b6 = Avx2.UnpackLow(a5, a7).AsInt64(), b7 = Avx2.UnpackHigh(a5, a7).AsInt64();
        (r0, r1) = (Avx2.UnpackLow(b0, b4).AsInt16(), Avx2.UnpackHigh(b0, b4).AsInt16());
        (r2, r3) = (Avx2.UnpackLow(b1, b5).AsInt16(), Avx2.UnpackHigh(b1, b5).AsInt16());
        (r4, r5) = (Avx2.UnpackLow(b2, b6).AsInt16(), Avx2.UnpackHigh(b2, b6).AsInt16());
        (r6, r7) = (Avx2.UnpackLow(b3, b7).AsInt16(), Avx2.UnpackHigh(b3, b7).AsInt16());
    }

    /// <summary>Turns columns into rows of samples; those of both blocks are stored side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<short> c0, Vector256<short> c1, Vector256<short> c2, Vector256<short> c3,
        Vector256<short> c4, Vector256<short> c5, Vector256<short> c6, Vector256<short> c7, Span<byte> samples, int stride)
    {
        Vector256<sbyte> c04 = Avx2.PackSignedSaturate(c0, c4), c15 = Avx2.PackSignedSaturate(c1, c5), c26 = Avx2.PackSignedSaturate(c2, c6), c37 = Avx2.PackSignedSaturate(c3, c7);
        Vector256<short> c01 = Avx2.UnpackLow(c04, c15).AsInt16(), c45 = Avx2.UnpackHigh(c04, c15).AsInt16(), c23 = Avx2.UnpackLow(c26, c37).AsInt16(), c67 = Avx2.UnpackHigh(c26, c37).AsInt16();
        Vector256<int> top0123 = Avx2.UnpackLow(c01, c23).AsInt32(), bottom0123 = Avx2.UnpackHigh(c01, c23).AsInt32();
        Vector256<int> top4567 = Avx2.UnpackLow(c45, c67).AsInt32(), bottom4567 = Avx2.UnpackHigh(c45, c67).AsInt32();
        Two(Avx2.UnpackLow(top0123, top4567), samples, stride);
        Two(Avx2.UnpackHigh(top0123, top4567), samples[(2 * stride)..], stride);
        Two(Avx2.UnpackLow(bottom0123, bottom4567), samples[(4 * stride)..], stride);
        Two(Avx2.UnpackHigh(bottom0123, bottom4567), samples[(6 * stride)..], stride);
    }

    /// <summary>Two rows of both blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(Vector256<int> rows, Span<byte> samples, int stride)
    {
        Vector256<byte> ordered = Avx2.Permute4x64(rows.AsInt64(), 0b11_01_10_00).AsByte() ^ Vector256.Create((byte)128);
        ordered.GetLower().CopyTo(samples);
        ordered.GetUpper().CopyTo(samples[stride..]);
    }
}
