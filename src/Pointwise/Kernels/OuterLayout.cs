namespace Pointwise.Kernels;

/// <summary>
/// How the tiles of a weight gradient lie over one run of taps and a group's filters. Either side may be the tile's rows; the side that
/// wastes less of the lanes becomes its columns. A tile's sums lie together, tiles in the order they are worked on.
/// </summary>
internal readonly record struct OuterLayout
{
    private const int Vectors = 2;
    private readonly int lanes;

    public OuterLayout(LaneWidth width, int runs, int runLength, int filters)
    {
        lanes = (int)width;
        TileRows = TileShapes.HasManyRegisters(width) ? 14 : 6;
        (Runs, RunLength, Filters) = (runs, runLength, filters);
        FiltersAreColumns = Cost(runLength, filters) < Cost(filters, runLength);
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

    /// <summary>A tile's place: its run, first row and column, rows of the tile that does it and vectors.</summary>
    public (int Run, int Row, int Column, int TileRows, int Vectors) Place(int tile)
    {
        int row = tile % RowTiles * TileRows, column = tile / RowTiles % ColumnPanels * Vectors * lanes;
        return (tile / RowTiles / ColumnPanels, row, column, TileShapes.RowsFor(TileRows, Rows - row), VectorsAt(column));
    }

    /// <summary>Where the sum of one filter and one step of a run lies.</summary>
    public long Index(int run, int step, int filter)
    {
        int row = FiltersAreColumns ? step : filter, column = FiltersAreColumns ? filter : step;
        int panel = column / (Vectors * lanes);
        long tile = ((long)run * ColumnPanels + panel) * RowTiles + row / TileRows;
        int inPanel = column - panel * Vectors * lanes;
        return tile * TileFloats + row % TileRows * (VectorsAt(column - inPanel) * lanes) + inPanel;
    }

    private int VectorsAt(int column) => Math.Min(Vectors, (Columns - column + lanes - 1) / lanes);

    private double Cost(int rows, int columns)
    {
        int tail = rows % TileRows;
        double perVectors2 = rows / TileRows * TileShapes.Cycles(TileRows, 2) + (tail == 0 ? 0 : TileShapes.Cycles(TileShapes.RowsFor(TileRows, tail), 2));
        double perVectors1 = rows / TileRows * TileShapes.Cycles(TileRows, 1) + (tail == 0 ? 0 : TileShapes.Cycles(TileShapes.RowsFor(TileRows, tail), 1));
        int vectors = (columns + lanes - 1) / lanes;
        return vectors / 2 * perVectors2 + vectors % 2 * perVectors1;
    }
}
