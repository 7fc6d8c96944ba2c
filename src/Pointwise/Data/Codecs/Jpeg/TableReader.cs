namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>The tables that hold until others take their places: quantisers and Huffman codes (ITU-T T.81, B.2.4).</summary>
internal sealed class TableReader(string where, ReadOnlyMemory<byte> file, Limits limits)
{
    private const int Places = 4;
    private const int LargestDifference = 15;
    private const int Lengths = 16;
    private readonly short[]?[] quantisers = new short[Places][];
    private readonly Codes[] differences = new Codes[Places];
    private readonly Codes[] others = new Codes[Places];
    private int tables;

    public void ReadQuantisers(ref Segment segment)
    {
        while (segment.Left > 0)
        {
            int position = segment.Position;
            Count(position);
            byte head = segment.Byte();
            if (head >> 4 > 1) throw DamagedPicture.At(where, position, "bad precision of quantisers", "0 (8 bits) or 1 (16 bits)", $"{head >> 4}");
            int place = Place(position, head & 15);
            var table = new short[Zigzag.Block];
            for (int k = 0; k < Zigzag.Block; k++) table[Zigzag.Natural[k]] = (short)(head >> 4 == 0 ? segment.Byte() : segment.Word());
            quantisers[place] = table;
        }
    }

    public void ReadHuffman(ref Segment segment)
    {
        while (segment.Left > 0)
        {
            int position = segment.Position;
            Count(position);
            byte head = segment.Byte();
            if (head >> 4 > 1) throw DamagedPicture.At(where, position, "bad class of a Huffman table", "0 or 1", $"{head >> 4}");
            int place = Place(position, head & 15);
            bool isDifferences = head >> 4 == 0;
            ReadOnlySpan<byte> counts = segment.Bytes(Lengths);
            int total = 0;
            foreach (byte count in counts) total += count;
            if (total > 256) throw DamagedPicture.At(where, position, "Huffman table too long", "at most 256 symbols", $"{total}");
            ReadOnlySpan<byte> symbols = segment.Bytes(total);
            if (isDifferences && total > 0 && symbols.IndexOfAnyExceptInRange((byte)0, (byte)LargestDifference) is >= 0 and int wrong)
                throw DamagedPicture.At(where, position, "bad symbol of a Huffman table", $"sizes of 0 to {LargestDifference} bits", $"{symbols[wrong]}");
            if (HuffmanTable.IsOverfull(counts))
                throw DamagedPicture.At(where, position, "over-full Huffman table", "code lengths that leave every code its own", $"lengths {Convert.ToHexString(counts)}");
            (isDifferences ? differences : others)[place] = new Codes(segment.Position - total, total, null);
        }
    }

    /// <summary>The factors in a place.</summary>
    public short[] Quantisers(int position, int place) =>
        quantisers[place] ?? throw DamagedPicture.At(where, position, "quantisers missing", $"a table in place {place} before the scan", "none");

    /// <summary>The codes in a place; the typical ones where a file has none there, as motion JPEG's frames do.</summary>
    public HuffmanTable Huffman(int position, int place, bool isDifferences)
    {
        ref Codes codes = ref (isDifferences ? differences : others)[place];
        if (codes.Start == 0)
        {
            return (place, isDifferences) switch
            {
                (0, true) => StandardTables.LuminanceDifferences,
                (1, true) => StandardTables.ChrominanceDifferences,
                (0, false) => StandardTables.Luminance,
                (1, false) => StandardTables.Chrominance,
                _ => throw DamagedPicture.At(where, position, "Huffman table missing", $"a table in place {place} before the scan", "none"),
            };
        }

        if (codes.Table is { } known) return known;
        ReadOnlySpan<byte> bytes = file.Span;
        HuffmanTable table = HuffmanTable.Create(bytes.Slice(codes.Start - Lengths, Lengths), bytes.Slice(codes.Start, codes.Count), isDifferences);
        codes = codes with { Table = table };
        return table;
    }

    /// <summary>A place for a table that is one.</summary>
    public int Place(int position, int place) =>
        place < Places ? place : throw DamagedPicture.At(where, position, "bad place of a table", $"0 to {Places - 1}", $"{place}");

    /// <summary>Every scan may bring all tables anew, and no more.</summary>
    private void Count(int position)
    {
        int most = 3 * Places * limits.JpegScans;
        if (++tables > most) throw JpegProblem.TooMany(where, position, "tables", most);
    }

    /// <summary>Codes in the file, made into a table by the first scan that uses them.</summary>
    /// <param name="Start">The byte of the first symbol, behind the counts; 0 for none.</param>
    /// <param name="Count">How many symbols.</param>
    /// <param name="Table">The table.</param>
    private readonly record struct Codes(int Start, int Count, HuffmanTable? Table);
}
