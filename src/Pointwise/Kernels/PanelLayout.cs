namespace Pointwise.Kernels;

/// <summary>
/// How a matrix of weights [depth, columns] lies for the tile: panels of a few vectors of columns, each panel [depth][width],
/// the last as wide as whole vectors of what is left, unused columns zero.
/// </summary>
/// <param name="Columns">Columns of the matrix.</param>
/// <param name="Depth">Rows of the matrix.</param>
/// <param name="Vectors">Vectors of columns in the widest panel.</param>
/// <param name="Lanes">Columns in a vector.</param>
/// <param name="InHalves">Whether panels are an even number, as wide as each other but for a vector, so that two threads have half of the work each.</param>
internal readonly record struct PanelLayout(int Columns, int Depth, int Vectors, int Lanes, bool InHalves = false)
{
    private const int MostVectors = 4;

    /// <summary>Columns of the widest panel.</summary>
    public int FullWidth => Vectors * Lanes;

    public int Count => InHalves ? 2 * Split.PiecesOf(AllVectors, 2 * Vectors) : Split.PiecesOf(AllVectors, Vectors);

    /// <summary>Floats of the whole: columns rounded up to vectors, times depth.</summary>
    public long Floats => (long)AllVectors * Lanes * Depth;

    private int AllVectors => Split.PiecesOf(Columns, Lanes);

    public int FirstColumn(int panel) => Lanes * (InHalves ? AllVectors * panel / Count : panel * Vectors);

    /// <summary>Columns of a panel that hold weights.</summary>
    public int Used(int panel) => Math.Min(FirstColumn(panel + 1), Columns) - FirstColumn(panel);

    public int VectorsOf(int panel) => Split.PiecesOf(Used(panel), Lanes);

    public int Width(int panel) => VectorsOf(panel) * Lanes;

    /// <summary>Floats before a panel.</summary>
    public long Offset(int panel) => (long)FirstColumn(panel) * Depth;

    /// <summary>
    /// The panel width that costs least for a product of so many rows: two vectors, or three or four where the columns divide well.
    /// </summary>
    public static PanelLayout For(LaneWidth width, int rows, int columns, int depth)
    {
        var best = new PanelLayout(columns, depth, 2, (int)width);
        if (!TileShapes.HasManyRegisters(width)) return best;
        for (int vectors = 3; vectors <= MostVectors; vectors++)
        {
            PanelLayout wider = best with { Vectors = vectors };
            if (wider.Cost(width, rows) < best.Cost(width, rows)) best = wider;
        }

        return best;
    }

    /// <summary>
    /// The same for few rows, where threads share panels: in halves, unless one panel holds all columns.
    /// </summary>
    public static PanelLayout ForFewRows(LaneWidth width, int rows, int columns, int depth)
    {
        var halves = new PanelLayout(columns, depth, TileShapes.HasManyRegisters(width) ? MostVectors : 2, (int)width, InHalves: true);
        return halves.AllVectors > MostVectors ? halves : For(width, rows, columns, depth);
    }

    private double Cost(LaneWidth width, int rows) =>
        Columns / FullWidth * TileShapes.Cost(width, Vectors, rows)
        + (Columns % FullWidth == 0 ? 0 : TileShapes.Cost(width, VectorsOf(Count - 1), rows));
}
