namespace Pointwise.Data.Codecs.Bmp;

/// <summary>Indices stored as runs (RLE8, RLE4), row by row from below. Pixels that are skipped are of colour 0; what a run has beyond its row is left out.</summary>
internal ref struct BmpRuns(string where, ReadOnlySpan<byte> file, BmpHeader header)
{
    private const int EndOfRow = 0, EndOfPicture = 1, Skip = 2;

    private readonly ReadOnlySpan<byte> file = file;
    private int position = header.Pixels;
    private int rowsToSkip;
    private int left;
    private bool ended;

    /// <summary>The next row.</summary>
    /// <param name="row">Receives one index a byte.</param>
    /// <param name="isLast">Whether no row follows: its end need not be marked.</param>
    /// <exception cref="PointwiseException">The file ends within the row.</exception>
    public void Row(Span<byte> row, bool isLast)
    {
        row.Clear();
        if (ended || rowsToSkip > 0 && --rowsToSkip > 0) return;
        int x = left;
        left = 0;
        while (true)
        {
            if (isLast && x >= row.Length && position >= file.Length - 1) return;
            int count = Next(), value = Next();
            if (count > 0)
            {
                x = Run(row, x, count, value);
                continue;
            }

            switch (value)
            {
                case EndOfRow:
                    return;
                case EndOfPicture:
                    ended = true;
                    return;
                case Skip:
                    x = Math.Min(x + Next(), row.Length);
                    rowsToSkip = Next();
                    if (rowsToSkip == 0) break;
                    left = x;
                    return;
                default:
                    x = Copy(row, x, value);
                    break;
            }
        }
    }

    private readonly int Run(Span<byte> row, int x, int count, int value)
    {
        count = Math.Min(count, row.Length - x);
        if (header.Bits == 8) row.Slice(x, count).Fill((byte)value);
        else
        {
            for (int i = 0; i < count; i++) row[x + i] = (byte)(i % 2 == 0 ? value >> 4 : value & 15);
        }

        return x + count;
    }

    /// <summary>Pixels one by one, filled up to whole words of 16 bits.</summary>
    private int Copy(Span<byte> row, int x, int count)
    {
        int bytes = header.Bits == 8 ? count : (count + 1) / 2, even = bytes + bytes % 2;
        if (file.Length - position < bytes) throw Short();
        int kept = Math.Min(count, row.Length - x);
        PackedSamples.Unpack(file.Slice(position, bytes), header.Bits, row.Slice(x, kept));
        position = Math.Min(position + even, file.Length);
        return x + kept;
    }

    private int Next() => position < file.Length ? file[position++] : throw Short();

    private readonly PointwiseException Short() => DamagedPicture.At(where, position, "ends too early", "runs of pixels up to the last row", "the end of the file");
}
