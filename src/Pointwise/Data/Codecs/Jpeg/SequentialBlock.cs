namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Decodes a block whose coefficients come all at once (ITU-T T.81, F.2.2).</summary>
internal static class SequentialBlock
{
    /// <summary>What is returned where no code begins with the next bits.</summary>
    public const int Damaged = -1;

    /// <summary>The symbol of sixteen zeros.</summary>
    private const int LongRun = 0xF0;

    /// <param name="reader">The bits.</param>
    /// <param name="differences">The table of first coefficients.</param>
    /// <param name="others">The table of the others.</param>
    /// <param name="predictor">The component's last first coefficient.</param>
    /// <param name="block">64 zeros; then the coefficients, row by row.</param>
    /// <returns>The last coefficient in zigzag order that is not zero, or <see cref="Damaged"/>.</returns>
    public static int Decode(ref BitReader reader, HuffmanTable differences, HuffmanTable others, ref int predictor, Span<short> block)
    {
        ReadOnlySpan<byte> window = reader.Window;
        (ulong bits, int count, int position) = (reader.Bits, reader.Count, reader.Position);
        BitReader.Refill(window, ref bits, ref count, ref position);
        int entry = differences.Entries[(int)(bits >> (64 - HuffmanTable.Ahead))];
        if (entry == 0 && (entry = differences.LongEntry(bits)) == 0) return Damaged;
        if (HuffmanTable.HasValue(entry)) predictor += HuffmanTable.Value(bits, entry);
        bits <<= entry;
        count -= HuffmanTable.Length(entry);
        block[0] = (short)predictor;

        ReadOnlySpan<byte> natural = Zigzag.Natural;
        ReadOnlySpan<int> entries = others.Entries;
        int k = 1;
        while (k < Zigzag.Block)
        {
            BitReader.Refill(window, ref bits, ref count, ref position);
            entry = entries[(int)(bits >> (64 - HuffmanTable.Ahead))];
            if (!HuffmanTable.HasValue(entry))
            {
                if (entry == 0 && (entry = others.LongEntry(bits)) == 0) return Damaged;
                if (!HuffmanTable.HasValue(entry))
                {
                    bits <<= entry;
                    count -= HuffmanTable.Length(entry);
                    if (HuffmanTable.Symbol(entry) != LongRun) break;
                    k += 16;
                    continue;
                }
            }

            k += HuffmanTable.Zeros(entry);
            block[natural[k++]] = (short)HuffmanTable.Value(bits, entry);
            bits <<= entry;
            count -= HuffmanTable.Length(entry);
            if (k >= Zigzag.Block) break;

            // at least 25 bits are left: enough for a code of the table and its value
            entry = entries[(int)(bits >> (64 - HuffmanTable.Ahead))];
            if (!HuffmanTable.HasValue(entry)) continue;
            k += HuffmanTable.Zeros(entry);
            block[natural[k++]] = (short)HuffmanTable.Value(bits, entry);
            bits <<= entry;
            count -= HuffmanTable.Length(entry);
        }

        (reader.Bits, reader.Count, reader.Position) = (bits, count, position);
        return k <= Zigzag.Block ? k - 1 : Damaged;
    }
}
