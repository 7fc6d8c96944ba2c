namespace Pointwise.Inference.Dense;

/// <summary>One tile along one axis.</summary>
/// <param name="Start">Its first pixel of the picture.</param>
/// <param name="First">The map's first cell that is taken from it.</param>
/// <param name="End">One more than the last.</param>
/// <param name="Local">Where the first lies among the tile's own cells.</param>
internal readonly record struct TilePart(int Start, int First, int End, int Local);

/// <summary>
/// How a picture is cut into tiles of one size along one axis so that every cell of the map is taken from a tile in which it sees what it would see
/// in the whole picture: all that it depends on lies in the tile, or beyond the picture's own edge. Tiles begin at whole jumps, and are as long as
/// the picture but for whole jumps, so that padding by any rule falls as in the whole.
/// </summary>
/// <param name="Extent">The picture's pixels.</param>
/// <param name="Tile">A tile's pixels.</param>
/// <param name="TileCells">Cells that a tile gives.</param>
/// <param name="Jump">Pixels from one cell to the next.</param>
/// <param name="Before">Pixels before its own first one that a cell depends on.</param>
/// <param name="After">Pixels from its own first one to the last that a cell depends on.</param>
internal readonly record struct TiledAxis(int Extent, int Tile, int TileCells, int Jump, long Before, long After)
{
    /// <summary>Cells of the whole map.</summary>
    public int Cells => TileCells + LastStart;

    /// <summary>The last tile's start, in jumps.</summary>
    private int LastStart => (Extent - Tile) / Jump;

    /// <summary>The first cell of a tile within the picture that sees all it depends on.</summary>
    private int FirstInner => (int)((Before + Jump - 1) / Jump);

    /// <summary>The last one; below the first where the tile is too small.</summary>
    private int LastInner => (int)Math.Floor((double)(Tile - 1 - After) / Jump);

    /// <summary>The longest tile of at most so many pixels.</summary>
    public static int LongestTile(int extent, int jump, int most) => extent <= most ? extent : extent - (extent - most + jump - 1) / jump * jump;

    /// <summary>Whether the tiles can cover the picture.</summary>
    public bool IsPossible => Tile == Extent || (Tile > 0 && LastInner >= FirstInner && LastInner < TileCells);

    /// <summary>The tiles, first to last.</summary>
    public IReadOnlyList<TilePart> Parts()
    {
        var parts = new List<TilePart>();
        int covered = 0;
        do
        {
            int start = covered == 0 ? 0 : Math.Min(covered - FirstInner, LastStart);
            int end = start == LastStart ? Cells : start + LastInner + 1;
            parts.Add(new TilePart(start * Jump, covered, end, covered - start));
            covered = end;
        }
        while (covered < Cells);

        return parts;
    }
}
