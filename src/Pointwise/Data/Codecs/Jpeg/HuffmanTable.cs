namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// A Huffman table ready for reading (ITU-T T.81, C.2 and F.2.2.3). The next <see cref="Ahead"/> bits choose an entry that holds the symbol and,
/// where they fit in too, the bits of the value behind it.
/// </summary>
internal sealed class HuffmanTable
{
    /// <summary>Bits that choose an entry.</summary>
    public const int Ahead = 10;

    /// <summary>Set in an entry that holds the value; the upper 16 bits are it.</summary>
    public const int Complete = 0x80;

    /// <summary>The bits that an entry stands for. A shift by a 64-bit count takes no other bits of it.</summary>
    public const int LengthMask = 63;

    private const int LongestCode = 16;
    private readonly byte[] counts;
    private readonly byte[] symbols;

    /// <summary>By code length: the code behind the last of this length, as the first of 16 bits.</summary>
    private readonly int[] bound = new int[LongestCode + 1];

    /// <summary>By code length: what is added to a code to find its symbol.</summary>
    private readonly int[] offset = new int[LongestCode + 1];

    private HuffmanTable(byte[] counts, byte[] symbols, bool differences)
    {
        (this.counts, this.symbols, IsDifferences) = (counts, symbols, differences);
        Entries = new int[1 << Ahead];
        Codes = new ushort[1 << Ahead];
        Fill();
    }

    /// <summary>
    /// What the next bits mean: bits 0-5 the length, 0 for a longer code; bit 7 <see cref="Complete"/>; bits 8-15 the symbol, or in a complete
    /// entry the zeros before the value; bits 16-31 the value.
    /// </summary>
    public int[] Entries { get; }

    /// <summary>What the next bits mean without the value behind: bits 0-5 the code's length, 0 for a longer one; bits 8-15 the symbol.</summary>
    public ushort[] Codes { get; }

    /// <summary>Whether it codes differences of first coefficients (DC); else runs and sizes of the others (AC).</summary>
    public bool IsDifferences { get; }

    /// <summary>How many symbols it has.</summary>
    public int SymbolCount => symbols.Length;

    /// <summary>The table of codes that are not over-full.</summary>
    /// <param name="counts">Codes by length, 1 to 16 bits.</param>
    /// <param name="symbols">Their symbols.</param>
    /// <param name="differences">Whether it codes differences.</param>
    public static HuffmanTable Create(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols, bool differences)
    {
        foreach (HuffmanTable standard in StandardTables.All)
        {
            if (standard.IsDifferences == differences && counts.SequenceEqual(standard.counts) && symbols.SequenceEqual(standard.symbols)) return standard;
        }

        return Build(counts, symbols, differences);
    }

    /// <summary>The table of such codes, made anew.</summary>
    public static HuffmanTable Build(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols, bool differences) => new(counts.ToArray(), symbols.ToArray(), differences);

    /// <summary>Whether code lengths ask for more codes than there are.</summary>
    public static bool IsOverfull(ReadOnlySpan<byte> counts)
    {
        int code = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            code = (code << 1) + counts[length - 1];
            if (code > 1 << length) return true;
        }

        return false;
    }

    /// <summary>The entry of a code longer than <see cref="Ahead"/> bits; 0 where no code begins so.</summary>
    /// <param name="bits">The next bits, the first one on top.</param>
    public int LongEntry(ulong bits)
    {
        int next = (int)(bits >> (64 - LongestCode));
        for (int length = Ahead + 1; length <= LongestCode; length++)
        {
            if (next < bound[length]) return (symbols[offset[length] + (next >> (LongestCode - length))] << 8) | length;
        }

        return 0;
    }

    private void Fill()
    {
        int code = 0, symbol = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            code <<= 1;
            offset[length] = symbol - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, symbol++)
            {
                if (length <= Ahead) FillEntries(code << (Ahead - length), length, symbols[symbol]);
            }

            bound[length] = code << (LongestCode - length);
        }
    }

    /// <summary>All entries that begin with one code.</summary>
    private void FillEntries(int first, int length, byte symbol)
    {
        int size = IsDifferences ? symbol : symbol & 15, rest = Ahead - length;
        bool complete = size <= rest && (IsDifferences || size > 0);
        Codes.AsSpan(first, 1 << rest).Fill((ushort)((symbol << 8) | length));
        for (int behind = 0; behind < 1 << rest; behind++)
        {
            Entries[first + behind] = !complete ? (symbol << 8) | length
                : (Value(behind >> (rest - size), size) << 16) | ((IsDifferences ? 0 : symbol >> 4) << 8) | Complete | (length + size);
        }
    }

    /// <summary>The value that these bits stand for (ITU-T T.81, figure F.12).</summary>
    private static int Value(int bits, int size) => size == 0 || bits >> (size - 1) != 0 ? bits : bits - (1 << size) + 1;
}
