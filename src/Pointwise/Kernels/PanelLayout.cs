namespace Pointwise.Kernels;

/// <summary>
/// How a matrix of weights [depth, columns] lies for the tile: panels of a few vectors of columns, each panel [depth][width],
/// the last as wide as whole vectors of what is left, unused columns zero.
/// </summary>
/// <param name="Columns">Columns of the matrix.</param>
/// <param name="Depth">Rows of the matrix.</param>
/// <param name="Vectors">Vectors of columns in a full panel.</param>
/// <param name="Lanes">Columns in a vector.</param>
internal readonly record struct PanelLayout(int Columns, int Depth, int Vectors, int Lanes)
{
    public int FullWidth => Vectors * Lanes;

    public int Count => (Columns + FullWidth - 1) / FullWidth;

    /// <summary>Floats of the whole: columns rounded up to vectors, times depth.</summary>
    public long Floats => (long)((Columns + Lanes - 1) / Lanes * Lanes) * Depth;

    public int FirstColumn(int panel) => panel * FullWidth;

    /// <summary>Columns of a panel that hold weights.</summary>
    public int Used(int panel) => Math.Min(FullWidth, Columns - FirstColumn(panel));

    public int VectorsOf(int panel) => (Used(panel) + Lanes - 1) / Lanes;

    public int Width(int panel) => VectorsOf(panel) * Lanes;

    /// <summary>Floats before a panel.</summary>
    public long Offset(int panel) => (long)FirstColumn(panel) * Depth;

    /// <summary>
    /// The panel width that wastes least for a product of so many rows: three vectors where 7-row tiles and the columns divide better, else two.
    /// </summary>
    public static PanelLayout For(LaneWidth width, int rows, int columns, int depth)
    {
        int lanes = (int)width;
        var two = new PanelLayout(columns, depth, 2, lanes);
        if (!TileShapes.HasManyRegisters(width)) return two;
        var three = two with { Vectors = 3 };
        return three.Cost(7, rows) < two.Cost(14, rows) ? three : two;
    }

    /// <summary>Rows of the tile that goes with this width.</summary>
    public int TileRows(LaneWidth width) => !TileShapes.HasManyRegisters(width) ? 6 : Vectors == 3 ? 7 : 14;

    private double Cost(int tileRows, int rows)
    {
        int left = rows % tileRows;
        return rows / tileRows * CostOfRows(tileRows) + (left == 0 ? 0 : CostOfRows(TileShapes.RowsFor(tileRows, left)));
    }

    private double CostOfRows(int tileRows) =>
        Columns / FullWidth * TileShapes.Cycles(tileRows, Vectors)
        + (Columns % FullWidth == 0 ? 0 : TileShapes.Cycles(tileRows, VectorsOf(Count - 1)));
}
