namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// A picture that takes the rows of a camera and lies the right way up. Rows that become columns are gathered in strips, so that whole runs
/// of pixels are written at a time.
/// </summary>
internal sealed class OrientedPicture
{
    private const int StripRows = 16;
    private readonly int rows;
    private readonly int columns;
    private readonly int channels;
    private readonly bool isTurned;
    private readonly bool rowsReversed;
    private readonly bool columnsReversed;
    private readonly byte[] pixels;
    private readonly byte[] strip;

    /// <param name="rows">Rows that will come.</param>
    /// <param name="columns">Pixels of a row.</param>
    /// <param name="channels">Bytes of a pixel.</param>
    /// <param name="orientation">1 to 8, as EXIF counts: where the first row and the first column belong.</param>
    public OrientedPicture(int rows, int columns, int channels, int orientation)
    {
        (this.rows, this.columns, this.channels) = (rows, columns, channels);
        isTurned = orientation >= 5;
        rowsReversed = orientation is 3 or 4 or 6 or 7;
        columnsReversed = orientation is 2 or 3 or 7 or 8;
        pixels = GC.AllocateUninitializedArray<byte>(rows * columns * channels);
        strip = isTurned || columnsReversed ? new byte[(isTurned ? StripRows : 1) * columns * channels] : [];
    }

    public Picture Picture => new(isTurned ? columns : rows, isTurned ? rows : columns, channels, pixels);

    /// <summary>The memory that a row is to be written to before it is taken.</summary>
    public Span<byte> Row(int row)
    {
        int length = columns * channels;
        if (strip.Length == 0) return pixels.AsSpan(Place(row) * length, length);
        return strip.AsSpan((isTurned ? row % StripRows : 0) * length, length);
    }

    /// <summary>Takes a row that has been written; rows come in order.</summary>
    public void Take(int row)
    {
        if (strip.Length == 0) return;
        if (!isTurned) Mirror(row);
        else if (row % StripRows == StripRows - 1 || row == rows - 1) Turn(row / StripRows * StripRows, row % StripRows + 1);
    }

    private int Place(int row) => rowsReversed ? rows - 1 - row : row;

    private void Mirror(int row)
    {
        Span<byte> target = pixels.AsSpan(Place(row) * columns * channels);
        for (int x = 0; x < columns; x++) strip.AsSpan(x * channels, channels).CopyTo(target[((columns - 1 - x) * channels)..]);
    }

    private void Turn(int first, int count)
    {
        for (int x = 0; x < columns; x++)
        {
            int row = columnsReversed ? columns - 1 - x : x;
            for (int y = 0; y < count; y++)
            {
                int target = (row * rows + Place(first + y)) * channels, source = (y * columns + x) * channels;
                for (int c = 0; c < channels; c++) pixels[target + c] = strip[source + c];
            }
        }
    }
}
