using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// The inverse cosine transform of two blocks whose coefficients all lie in the first four rows and columns, as most do: the sums of
/// <see cref="InverseDctLanes"/> without the terms that are zero.
/// </summary>
internal static class InverseDctCorner
{
    /// <summary>The last coefficient in zigzag order before which all lie in the corner.</summary>
    public const int Last = 9;

    /// <inheritdoc cref="InverseDctLanes.Pair"/>
    public static void Pair(ReadOnlySpan<Vector128<short>> rows, ReadOnlySpan<Vector256<short>> factors, Span<byte> samples, int stride)
    {
        Vector256<short> r0 = Vector256.Create(rows[0], rows[8]) * factors[0], r1 = Vector256.Create(rows[1], rows[9]) * factors[1];
        Vector256<short> r2 = Vector256.Create(rows[2], rows[10]) * factors[2], r3 = Vector256.Create(rows[3], rows[11]) * factors[3];
        var none = Vector256<short>.Zero;
        Sums low = Pass(InverseDctLanes.Low(r0), Avx2.UnpackLow(r2, none), Avx2.UnpackLow(r3, r1), InverseDctLanes.FirstShift);
        Vector256<int> a0 = Pack(low.S0, low.S1), a2 = Pack(low.S2, low.S3), a4 = Pack(low.S4, low.S5), a6 = Pack(low.S6, low.S7);
        Vector256<long> b0 = Avx2.UnpackLow(a0, a2).AsInt64(), b1 = Avx2.UnpackHigh(a0, a2).AsInt64(), b4 = Avx2.UnpackLow(a4, a6).AsInt64(), b5 = Avx2.UnpackHigh(a4, a6).AsInt64();
        (r0, r1) = (Avx2.UnpackLow(b0, b4).AsInt16(), Avx2.UnpackHigh(b0, b4).AsInt16());
        (r2, r3) = (Avx2.UnpackLow(b1, b5).AsInt16(), Avx2.UnpackHigh(b1, b5).AsInt16());

        low = Pass(InverseDctLanes.Low(r0), Avx2.UnpackLow(r2, none), Avx2.UnpackLow(r3, r1), InverseDctLanes.LastShift);
        Sums high = Pass(InverseDctLanes.High(r0), Avx2.UnpackHigh(r2, none), Avx2.UnpackHigh(r3, r1), InverseDctLanes.LastShift);
        InverseDctLanes.Store(
            Avx2.PackSignedSaturate(low.S0, high.S0), Avx2.PackSignedSaturate(low.S1, high.S1), Avx2.PackSignedSaturate(low.S2, high.S2), Avx2.PackSignedSaturate(low.S3, high.S3),
            Avx2.PackSignedSaturate(low.S4, high.S4), Avx2.PackSignedSaturate(low.S5, high.S5), Avx2.PackSignedSaturate(low.S6, high.S6), Avx2.PackSignedSaturate(low.S7, high.S7), samples, stride);
    }

    /// <summary>Half the columns of both blocks.</summary>
    /// <param name="first">The first row, as wide as products are.</param>
    /// <param name="even">The third row's values, each beside a zero.</param>
    /// <param name="odd">The fourth row's values, each beside the second row's.</param>
    /// <param name="shift">Bits by which sums exceed results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Sums Pass(Vector256<int> first, Vector256<short> even, Vector256<short> odd, int shift)
    {
        const int Z3 = InverseDct.C1175875602 - InverseDct.C1961570560, Z4 = InverseDct.C1175875602 - InverseDct.C0390180644, Both = InverseDct.C1175875602;
        first += Vector256.Create(1 << (shift - 1));
        Vector256<int> even2 = Avx2.MultiplyAddAdjacent(even, InverseDctLanes.Factors(InverseDct.C0541196100, 0));
        Vector256<int> even3 = Avx2.MultiplyAddAdjacent(even, InverseDctLanes.Factors(InverseDct.C0541196100 + InverseDct.C0765366865, 0));
        Vector256<int> o0 = Avx2.MultiplyAddAdjacent(odd, InverseDctLanes.Factors(Both, Z4 + InverseDct.C1501321110 - InverseDct.C0899976223));
        Vector256<int> o1 = Avx2.MultiplyAddAdjacent(odd, InverseDctLanes.Factors(Z3 + InverseDct.C3072711026 - InverseDct.C2562915447, Both));
        Vector256<int> o2 = Avx2.MultiplyAddAdjacent(odd, InverseDctLanes.Factors(Both - InverseDct.C2562915447, Z4));
        Vector256<int> o3 = Avx2.MultiplyAddAdjacent(odd, InverseDctLanes.Factors(Z3, Both - InverseDct.C0899976223));
        Vector256<int> e0 = first + even3, e1 = first + even2, e2 = first - even2, e3 = first - even3;
        return new Sums((e0 + o0) >> shift, (e1 + o1) >> shift, (e2 + o2) >> shift, (e3 + o3) >> shift, (e3 - o3) >> shift, (e2 - o2) >> shift, (e1 - o1) >> shift, (e0 - o0) >> shift);
    }

    /// <summary>The first halves of two rows of both blocks, value by value in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pack(Vector256<int> even, Vector256<int> odd)
    {
        Vector256<short> both = Avx2.PackSignedSaturate(even, odd);
        return Avx2.UnpackLow(both, Avx2.UnpackHigh(both.AsInt64(), both.AsInt64()).AsInt16()).AsInt32();
    }

    private readonly record struct Sums(Vector256<int> S0, Vector256<int> S1, Vector256<int> S2, Vector256<int> S3, Vector256<int> S4, Vector256<int> S5, Vector256<int> S6, Vector256<int> S7);
}
