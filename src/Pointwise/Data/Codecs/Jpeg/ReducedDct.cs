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

    /// <summary>A block as 4x4 samples.</summary>
    public static void Block4(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, Span<byte> samples, int stride)
    {
        Span<int> work = stackalloc int[4 * 8];
        Span<int> line = stackalloc int[8];
        work.Clear();
        for (int x = 0; x < 8; x++)
        {
            if (x == 4) continue;
            Column(coefficients, quantisers, x, line);
            Pass4(line);
            for (int y = 0; y < 4; y++) work[8 * y + x] = InverseDct.Saturated(InverseDct.Rounded(line[y], InverseDct.FactorBits - InverseDct.PassBits + 1));
        }

        for (int y = 0; y < 4; y++)
        {
            work.Slice(8 * y, 8).CopyTo(line);
            Pass4(line);
            for (int x = 0; x < 4; x++) samples[y * stride + x] = InverseDct.Sample(InverseDct.Rounded(line[x], InverseDct.FactorBits + InverseDct.PassBits + 4));
        }
    }

    /// <summary>A block as 2x2 samples.</summary>
    public static void Block2(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, Span<byte> samples, int stride)
    {
        Span<int> work = stackalloc int[2 * 8];
        Span<int> line = stackalloc int[8];
        work.Clear();
        for (int x = 0; x < 8; x++)
        {
            if (x is 2 or 4 or 6) continue;
            Column(coefficients, quantisers, x, line);
            Pass2(line);
            for (int y = 0; y < 2; y++) work[8 * y + x] = InverseDct.Saturated(InverseDct.Rounded(line[y], InverseDct.FactorBits - InverseDct.PassBits + 2));
        }

        for (int y = 0; y < 2; y++)
        {
            work.Slice(8 * y, 8).CopyTo(line);
            Pass2(line);
            for (int x = 0; x < 2; x++) samples[y * stride + x] = InverseDct.Sample(InverseDct.Rounded(line[x], InverseDct.FactorBits + InverseDct.PassBits + 5));
        }
    }

    /// <summary>A block as one sample, its mean.</summary>
    public static byte Block1(short coefficient, short quantiser) => InverseDct.Sample(InverseDct.Rounded((short)(coefficient * quantiser), 3));

    private static void Column(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantisers, int x, Span<int> line)
    {
        for (int y = 0; y < 8; y++) line[y] = (short)(coefficients[8 * y + x] * quantisers[8 * y + x]);
    }

    private static void Pass4(Span<int> v)
    {
        int first = v[0] << (InverseDct.FactorBits + 1), even = v[2] * InverseDct.C1847759065 - v[6] * InverseDct.C0765366865;
        int odd0 = v[3] * InverseDct.C0899976223 + v[1] * InverseDct.C2562915447 - v[7] * C0509795579 - v[5] * C0601344887;
        int odd1 = v[5] * C1451774981 + v[1] * C1061594337 - v[7] * C0211164243 - v[3] * C2172734803;
        (v[0], v[1], v[2], v[3]) = (first + even + odd0, first - even + odd1, first - even - odd1, first + even - odd0);
    }

    private static void Pass2(Span<int> v)
    {
        int first = v[0] << (InverseDct.FactorBits + 2);
        int odd = v[5] * C0850430095 + v[1] * C3624509785 - v[7] * C0720959822 - v[3] * C1272758580;
        (v[0], v[1]) = (first + odd, first - odd);
    }
}
