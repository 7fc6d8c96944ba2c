using System.Runtime.CompilerServices;

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
        int entry = Entry(reader.Bits, table);
        if (entry == 0) return false;
        if (HuffmanTable.HasValue(entry)) predictor += HuffmanTable.Value(reader.Bits, entry);
        Drop(ref reader, HuffmanTable.Length(entry));
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
    /// <param name="run">0; then how many blocks follow without a coefficient.</param>
    /// <param name="block">The block.</param>
    /// <returns>The last coefficient in zigzag order that is not zero, 0 for none, or <see cref="SequentialBlock.Damaged"/>.</returns>
    public static int First(ref BitReader reader, Scan scan, HuffmanTable table, ref int run, Span<short> block)
    {
        BitReader local = reader;
        ReadOnlySpan<byte> natural = Zigzag.Natural;
        int found = 0;
        for (int k = scan.First; k <= scan.Last;)
        {
            Refill(ref local);
            int entry = Entry(local.Bits, table), zeros = HuffmanTable.Zeros(entry);
            if (entry != 0 && !HuffmanTable.HasValue(entry))
            {
                Drop(ref local, HuffmanTable.Length(entry));
                if (zeros < 15)
                {
                    run = Run(ref local, zeros) - 1;
                    break;
                }

                k += 16;
                continue;
            }

            k += zeros;
            if (entry == 0 || k > scan.Last)
            {
                found = SequentialBlock.Damaged;
                break;
            }

            found = k;
            block[natural[k++]] = (short)(HuffmanTable.Value(local.Bits, entry) << scan.Low);
            Drop(ref local, HuffmanTable.Length(entry));
        }

        reader = local;
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
        BitReader local = reader;
        ReadOnlySpan<byte> natural = Zigzag.Natural;
        int k = scan.First, found = 0;
        while (run == 0 && k <= scan.Last)
        {
            Refill(ref local);
            int entry = Entry(local.Bits, table), zeros = HuffmanTable.Zeros(entry), one = 0;
            if (entry == 0 || (HuffmanTable.Symbol(entry) & 15) > 1)
            {
                found = SequentialBlock.Damaged;
                break;
            }

            if (HuffmanTable.HasValue(entry)) one = HuffmanTable.Value(local.Bits, entry) << scan.Low;
            Drop(ref local, HuffmanTable.Length(entry));
            if (one == 0 && zeros < 15)
            {
                run = Run(ref local, zeros);
                break;
            }

            for (; k <= scan.Last; k++)
            {
                ref short coefficient = ref block[natural[k]];
                if (coefficient != 0) Correct(ref local, scan.Low, ref coefficient);
                else if (zeros-- == 0) break;
            }

            if (one != 0)
            {
                if (k > scan.Last)
                {
                    found = SequentialBlock.Damaged;
                    break;
                }

                block[natural[k]] = (short)one;
                found = k;
            }

            k++;
        }

        if (run > 0)
        {
            run--;
            for (last = Math.Min(last, scan.Last); k <= last; k++)
            {
                ref short coefficient = ref block[natural[k]];
                if (coefficient != 0) Correct(ref local, scan.Low, ref coefficient);
            }
        }

        reader = local;
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Correct(ref BitReader reader, int low, ref short coefficient)
    {
        Refill(ref reader);
        if ((long)reader.Bits < 0 && (coefficient & (1 << low)) == 0) coefficient += (short)(coefficient > 0 ? 1 << low : -1 << low);
        Drop(ref reader, 1);
    }

    /// <summary>Blocks that end here, this one among them: a power of two and as many bits behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run(ref BitReader reader, int size)
    {
        int run = (1 << size) + (int)(reader.Bits >> 1 >> (63 - size));
        Drop(ref reader, size);
        return run;
    }

    /// <summary>What the next bits mean; 0 where no code begins with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Entry(ulong bits, HuffmanTable table)
    {
        int entry = table.Entries[(int)(bits >> (64 - HuffmanTable.Ahead))];
        return entry != 0 ? entry : table.LongEntry(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Refill(ref BitReader reader)
    {
        if (reader.Count < MostBits) BitReader.Refill(reader.Window, ref reader.Bits, ref reader.Count, ref reader.Position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Drop(ref BitReader reader, int count)
    {
        reader.Bits <<= count;
        reader.Count -= count;
    }
}
