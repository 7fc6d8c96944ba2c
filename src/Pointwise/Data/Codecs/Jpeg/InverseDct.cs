using System.Runtime.Intrinsics.X86;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// The inverse cosine transform in whole numbers, after Loeffler, Ligtenberg and Moschytz (ICASSP 1989): 13 bits of fraction in the factors,
/// 2 bits kept between the passes. Sums wrap at 16 bits where vectors hold 16 and are held within them between the passes, so
/// that all ways of computing it give the same samples, even of coefficients that no picture has.
/// </summary>
internal static class InverseDct
{
    public const int FactorBits = 13;
    public const int PassBits = 2;
    public const int C0298631336 = 2446;
    public const int C0390180644 = 3196;
    public const int C0541196100 = 4433;
    public const int C0765366865 = 6270;
    public const int C0899976223 = 7373;
    public const int C1175875602 = 9633;
    public const int C1501321110 = 12299;
    public const int C1847759065 = 15137;
    public const int C1961570560 = 16069;
    public const int C2053119869 = 16819;
    public const int C2562915447 = 20995;
    public const int C3072711026 = 25172;

    /// <summary>Bits by which the second pass's sums exceed samples.</summary>
    private const int LastShift = FactorBits + PassBits + 3;

    /// <summary>Transforms blocks that lie side by side.</summary>
    /// <param name="coefficients">64 a block, and one block more.</param>
    /// <param name="lasts">By block: the last coefficient in zigzag order that may be other than zero; one block more.</param>
    /// <param name="quantisers">64 factors.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="side">Samples of a decoded block's side: 8, or 4, 2, 1 for less detail.</param>
    /// <param name="samples">The first row of samples; up to 16 bytes behind the last block may be written.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    public static void Row(ReadOnlySpan<short> coefficients, ReadOnlySpan<byte> lasts, ReadOnlySpan<short> quantisers, int blocks, int side, Span<byte> samples, int stride)
    {
        if (side == Frame.BlockSide && Avx2.IsSupported)
        {
            InverseDctLanes.Row(coefficients, lasts, quantisers, blocks, samples, stride);
            return;
        }

        for (int i = 0; i < blocks; i++)
        {
            ReadOnlySpan<short> block = coefficients.Slice(i * Zigzag.Block, Zigzag.Block);
            Span<byte> corner = samples[(i * side)..];
            if (lasts[i] == 0 && side > 1)
            {
                byte sample = Flat(block[0], quantisers[0]);
                for (int y = 0; y < side; y++) corner.Slice(y * stride, side).Fill(sample);
                continue;
            }

            switch (side)
            {
                case Frame.BlockSide: Block(block, quantisers, corner, stride); break;
                case 4: ReducedDct.Block4(block, quantisers, corner, stride); break;
                case 2: ReducedDct.Block2(block, quantisers, corner, stride); break;
                default: corner[0] = ReducedDct.Block1(block[0], quantisers[0]); break;
            }
        }
    }

    /// <summary>The sample of a block whose first coefficient alone is not zero.</summary>
    public static byte Flat(short coefficient, short quantiser) => Sample(Rounded(Saturated(Rounded((short)(coefficient * quantiser) << FactorBits, FactorBits - PassBits)) << FactorBits, LastShift));

    /// <summary>Transforms one block.</summary>
    public static void Block(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, Span<byte> samples, int stride)
    {
        Span<int> work = stackalloc int[Zigzag.Block];
        Span<int> line = stackalloc int[8];
        for (int x = 0; x < 8; x++)
        {
            for (int y = 0; y < 8; y++) line[y] = (short)(coefficients[8 * y + x] * quantisers[8 * y + x]);
            Pass(line);
            for (int y = 0; y < 8; y++) work[8 * y + x] = Saturated(Rounded(line[y], FactorBits - PassBits));
        }

        for (int y = 0; y < 8; y++)
        {
            work.Slice(8 * y, 8).CopyTo(line);
            Pass(line);
            for (int x = 0; x < 8; x++) samples[y * stride + x] = Sample(Rounded(line[x], LastShift));
        }
    }

    public static int Rounded(int value, int bits) => (value + (1 << (bits - 1))) >> bits;

    public static short Saturated(int value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);

    public static byte Sample(int value) => (byte)(Math.Clamp(value, sbyte.MinValue, sbyte.MaxValue) + 128);

    /// <summary>One line of eight, multiplied by two to the <see cref="FactorBits"/>.</summary>
    private static void Pass(Span<int> v)
    {
        int even = (v[2] + v[6]) * C0541196100;
        int even2 = even - v[6] * C1847759065, even3 = even + v[2] * C0765366865;
        int sum = (short)(v[0] + v[4]) << FactorBits, difference = (short)(v[0] - v[4]) << FactorBits;
        (int e0, int e1, int e2, int e3) = (sum + even3, difference + even2, difference - even2, sum - even3);

        int z3 = (short)(v[7] + v[3]), z4 = (short)(v[5] + v[1]);
        int z1 = -(v[7] + v[1]) * C0899976223, z2 = -(v[5] + v[3]) * C2562915447, z5 = (z3 + z4) * C1175875602;
        z3 = z5 - z3 * C1961570560;
        z4 = z5 - z4 * C0390180644;
        int o0 = v[1] * C1501321110 + z1 + z4, o1 = v[3] * C3072711026 + z2 + z3, o2 = v[5] * C2053119869 + z2 + z4, o3 = v[7] * C0298631336 + z1 + z3;
        (v[0], v[1], v[2], v[3]) = (e0 + o0, e1 + o1, e2 + o2, e3 + o3);
        (v[7], v[6], v[5], v[4]) = (e0 - o0, e1 - o1, e2 - o2, e3 - o3);
    }
}
