namespace Pointwise.Kernels;

/// <summary>
/// How the tiles of a weight gradient lie over one run of taps and a group's filters. Either side may be the tile's rows; the side that
/// wastes less of the lanes becomes its columns. A tile's sums lie together, tiles in the order they are worked on.
/// </summary>
internal readonly record struct OuterLayout
{
    private const int Vectors = 2;

    /// <summary>Sums with filters as columns are turned when they are added up: only done where it saves a tenth.</summary>
    private const double WorthTurning = 0.9;
    private readonly int lanes;

    public OuterLayout(LaneWidth width, int runs, int runLength, int filters)
    {
        lanes = (int)width;
        TileRows = TileShapes.HasManyRegisters(width) ? 14 : 6;
        (Runs, RunLength, Filters) = (runs, runLength, filters);
        FiltersAreColumns = Cost(runLength, filters) < WorthTurning * Cost(filters, runLength);
        int rows = FiltersAreColumns ? runLength : filters, columns = FiltersAreColumns ? filters : runLength;
        (Rows, Columns) = (rows, columns);
        RowTiles = (rows + TileRows - 1) / TileRows;
        ColumnPanels = (columns + Vectors * lanes - 1) / (Vectors * lanes);
    }

    public int Runs { get; }

    public int RunLength { get; }

    public int Filters { get; }

    /// <summary>Whether lanes run along filters; else along the run, as the gradient itself lies.</summary>
    public bool FiltersAreColumns { get; }

    public int TileRows { get; }

    public int Tiles => Runs * ColumnPanels * RowTiles;

    /// <summary>Floats of one tile's sums.</summary>
    public int TileFloats => TileRows * Vectors * lanes;

    public long Floats => (long)Tiles * TileFloats;

    private int Rows { get; }

    private int Columns { get; }

    private int RowTiles { get; }

    private int ColumnPanels { get; }

    /// <summary>A tile's place.</summary>
    public OuterPlace Place(int tile)
    {
        int row = tile % RowTiles * TileRows, column = tile / RowTiles % ColumnPanels * Vectors * lanes;
        int vectors = Math.Min(Vectors, (Columns - column + lanes - 1) / lanes);
        return new OuterPlace(tile / RowTiles / ColumnPanels, row, Math.Min(TileRows, Rows - row), TileShapes.RowsFor(TileRows, Rows - row),
            column, Math.Min(vectors * lanes, Columns - column), vectors);
    }

    private double Cost(int rows, int columns)
    {
        int vectors = (columns + lanes - 1) / lanes;
        return vectors / Vectors * CostOfRows(rows, Vectors) + vectors % Vectors * CostOfRows(rows, 1);
    }

    private double CostOfRows(int rows, int vectors)
    {
        int left = rows % TileRows;
        return rows / TileRows * TileShapes.Cycles(TileRows, vectors) + (left == 0 ? 0 : TileShapes.Cycles(TileShapes.RowsFor(TileRows, left), vectors));
    }
}

/// <summary>Where a tile stands in a run's sums.</summary>
/// <param name="Run">Which run of taps.</param>
/// <param name="Row">Its first row.</param>
/// <param name="UsedRows">Rows that mean something.</param>
/// <param name="TileRows">Rows of the tile that does it.</param>
/// <param name="Column">Its first column.</param>
/// <param name="UsedColumns">Columns that mean something.</param>
/// <param name="Vectors">Vectors of columns of the tile that does it.</param>
internal readonly record struct OuterPlace(int Run, int Row, int UsedRows, int TileRows, int Column, int UsedColumns, int Vectors);
