namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Decodes what one pass of a progressive picture says about a block (ITU-T T.81, G.2).</summary>
internal static class ProgressiveBlock
{
    private const int MostBits = 32;

    /// <summary>The first pass over a block's first coefficient.</summary>
    /// <returns>Whether the bits begin with a code.</returns>
    public static bool First(ref BitReader reader, HuffmanTable table, int low, ref int predictor, Span<short> block)
    {
        Refill(ref reader);
        int symbol = Symbol(ref reader, table);
        if (symbol < 0) return false;
        predictor += SequentialBlock.Signed(reader.Bits, symbol);
        Drop(ref reader, symbol);
        block[0] = (short)(predictor << low);
        return true;
    }

    /// <summary>A later pass over it: one bit more.</summary>
    public static void Refine(ref BitReader reader, int low, Span<short> block)
    {
        Refill(ref reader);
        if ((long)reader.Bits < 0) block[0] |= (short)(1 << low);
        Drop(ref reader, 1);
    }

    /// <summary>The first pass over other coefficients.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="scan">Which coefficients, and which of their bits.</param>
    /// <param name="table">The table.</param>
    /// <param name="run">Blocks that follow without a coefficient.</param>
    /// <param name="block">The block.</param>
    /// <returns>The last coefficient in zigzag order that is not zero, 0 for none, or <see cref="SequentialBlock.Damaged"/>.</returns>
    public static int First(ref BitReader reader, Scan scan, HuffmanTable table, ref int run, Span<short> block)
    {
        if (run > 0)
        {
            run--;
            return 0;
        }

        ReadOnlySpan<byte> natural = Zigzag.Natural;
        int found = 0;
        for (int k = scan.First; k <= scan.Last;)
        {
            Refill(ref reader);
            int symbol = Symbol(ref reader, table);
            if (symbol < 0) return SequentialBlock.Damaged;
            int size = symbol & 15, zeros = symbol >> 4;
            if (size == 0)
            {
                if (zeros < 15)
                {
                    run = Run(ref reader, zeros) - 1;
                    return found;
                }

                k += 16;
                continue;
            }

            k += zeros;
            if (k > scan.Last) return SequentialBlock.Damaged;
            found = k;
            block[natural[k++]] = (short)(SequentialBlock.Signed(reader.Bits, size) << scan.Low);
            Drop(ref reader, size);
        }

        return found;
    }

    /// <summary>A later pass over other coefficients: a bit more of those that are not zero, and those that become ones.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="scan">Which coefficients, and which of their bits.</param>
    /// <param name="table">The table.</param>
    /// <param name="run">Blocks that follow without a new coefficient.</param>
    /// <param name="block">The block.</param>
    /// <param name="last">The last coefficient that may be other than zero before.</param>
    /// <returns>The last coefficient that has become other than zero, 0 for none, or <see cref="SequentialBlock.Damaged"/>.</returns>
    public static int Refine(ref BitReader reader, Scan scan, HuffmanTable table, ref int run, Span<short> block, int last)
    {
        ReadOnlySpan<byte> natural = Zigzag.Natural;
        int k = scan.First, found = 0;
        while (run == 0 && k <= scan.Last)
        {
            Refill(ref reader);
            int symbol = Symbol(ref reader, table);
            if (symbol < 0 || (symbol & 15) > 1) return SequentialBlock.Damaged;
            int zeros = symbol >> 4, one = 0;
            if ((symbol & 15) == 1)
            {
                one = (long)reader.Bits < 0 ? 1 << scan.Low : -1 << scan.Low;
                Drop(ref reader, 1);
            }
            else if (zeros < 15)
            {
                run = Run(ref reader, zeros);
                break;
            }

            for (; k <= scan.Last; k++)
            {
                ref short coefficient = ref block[natural[k]];
                if (coefficient != 0) Correct(ref reader, scan.Low, ref coefficient);
                else if (zeros-- == 0) break;
            }

            if (one != 0)
            {
                if (k > scan.Last) return SequentialBlock.Damaged;
                block[natural[k]] = (short)one;
                found = k;
            }

            k++;
        }

        if (run == 0) return found;
        run--;
        for (last = Math.Min(last, scan.Last); k <= last; k++)
        {
            ref short coefficient = ref block[natural[k]];
            if (coefficient != 0) Correct(ref reader, scan.Low, ref coefficient);
        }

        return found;
    }

    private static void Correct(ref BitReader reader, int low, ref short coefficient)
    {
        Refill(ref reader);
        if ((long)reader.Bits < 0 && (coefficient & (1 << low)) == 0) coefficient += (short)(coefficient > 0 ? 1 << low : -1 << low);
        Drop(ref reader, 1);
    }

    /// <summary>Blocks that end here, this one among them: a power of two and as many bits behind it.</summary>
    private static int Run(ref BitReader reader, int size)
    {
        int run = (1 << size) + (int)(reader.Bits >> 1 >> (63 - size));
        Drop(ref reader, size);
        return run;
    }

    /// <summary>The next symbol, -1 where no code begins with the next bits.</summary>
    private static int Symbol(ref BitReader reader, HuffmanTable table)
    {
        int entry = table.Entries[(int)(reader.Bits >> (64 - HuffmanTable.Ahead))];
        if (entry == 0 && (entry = table.LongEntry(reader.Bits)) == 0) return -1;
        Drop(ref reader, HuffmanTable.CodeLength(entry));
        return HuffmanTable.Symbol(entry);
    }

    private static void Refill(ref BitReader reader)
    {
        if (reader.Count < MostBits) BitReader.Refill(reader.Window, ref reader.Bits, ref reader.Count, ref reader.Position);
    }

    private static void Drop(ref BitReader reader, int count)
    {
        reader.Bits <<= count;
        reader.Count -= count;
    }
}
