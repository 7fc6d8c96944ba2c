using System.Runtime.CompilerServices;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// A Huffman table ready for reading (ITU-T T.81, C.2 and F.2.2.3). The next <see cref="Ahead"/> bits choose an entry: bits 0-5 the length of the
/// code and of the value behind it, bits 8-13 64 minus the value's length, 0 for none, bits 16-20 the length of the code alone, bits 24-31 the
/// symbol. An entry of 0 is of longer codes. A shift by a 64-bit count looks at no other bits of it, so that fields need no masks there.
/// </summary>
internal sealed class HuffmanTable
{
    /// <summary>Bits that choose an entry.</summary>
    public const int Ahead = 9;

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
        Fill();
    }

    /// <summary>What the next bits mean.</summary>
    public int[] Entries { get; }

    /// <summary>Bits of a code and its value, out of an entry.</summary>
    public static int Length(int entry) => entry & 63;

    /// <summary>Bits of a code alone, out of an entry.</summary>
    public static int CodeLength(int entry) => (entry >> 16) & 63;

    /// <summary>The symbol, out of an entry.</summary>
    public static int Symbol(int entry) => entry >>> 24;

    /// <summary>The zeros before the value, out of an entry.</summary>
    public static int Zeros(int entry) => entry >>> 28;

    /// <summary>Whether a value follows the code, out of an entry.</summary>
    public static bool HasValue(int entry) => (entry & 0x3F00) != 0;

    /// <summary>The value behind a code (ITU-T T.81, figure F.12): where its first bit is 0, minus its bits turned round.</summary>
    /// <param name="bits">The next bits, the code first.</param>
    /// <param name="entry">The code's entry, which has a value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Value(ulong bits, int entry)
    {
        ulong value = bits << (entry >> 16);
        ulong negative = ~(ulong)((long)value >> 63);
        return (int)(((value ^ negative) >> (entry >> 8)) ^ negative) - (int)negative;
    }

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
            if (next < bound[length]) return Entry(length, symbols[offset[length] + (next >> (LongestCode - length))]);
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
                if (length <= Ahead) Entries.AsSpan(code << (Ahead - length), 1 << (Ahead - length)).Fill(Entry(length, symbols[symbol]));
            }

            bound[length] = code << (LongestCode - length);
        }
    }

    private int Entry(int length, byte symbol)
    {
        int size = IsDifferences ? symbol : symbol & 15;
        return (symbol << 24) | (length << 16) | (((64 - size) & 63) << 8) | (length + size);
    }
}
