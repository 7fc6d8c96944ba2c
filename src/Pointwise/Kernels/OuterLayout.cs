namespace Pointwise.Kernels;

/// <summary>
/// How the tiles of a weight gradient lie over one run of taps and a group's filters. Either side may be the tile's rows; the side that
/// costs less becomes its columns. A tile's sums lie together, tiles in the order they are worked on: panel of columns, run, rows.
/// </summary>
internal readonly record struct OuterLayout
{
    /// <summary>Sums with filters as columns are turned in the end: only done where it saves a twentieth, and more than the turning costs.</summary>
    private const double WorthTurning = 0.95;

    /// <summary>Cycles to turn one sum where filters are columns: it is read and written by itself, a filter's weights apart.</summary>
    private const double TurningCycles = 4;

    /// <summary>Cycles to copy one vector of columns of one pixel together.</summary>
    private const double PackingCycles = 8;
    private readonly int lanes;

    /// <summary>The cheapest of the tiles, either way round.</summary>
    /// <param name="width">Lanes.</param>
    /// <param name="runs">Runs of taps.</param>
    /// <param name="runLength">Steps of depth of one.</param>
    /// <param name="filters">Filters of the group.</param>
    /// <param name="points">Grid points that are summed up.</param>
    public static OuterLayout For(LaneWidth width, int runs, int runLength, int filters, long points) =>
        Cheapest(width, runs, runLength, filters, points, [false, true]);

    /// <summary>The cheapest of the tiles whose lanes run along the channels, over one run.</summary>
    /// <param name="width">Lanes.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="filters">Filters.</param>
    public static OuterLayout AlongChannels(LaneWidth width, int channels, int filters) =>
        Cheapest(width, runs: 1, channels, filters, points: 1, [false]);

    private static OuterLayout Cheapest(LaneWidth width, int runs, int runLength, int filters, long points, ReadOnlySpan<bool> ways)
    {
        OuterLayout best = default;
        foreach (bool filtersAreColumns in ways)
        {
            foreach ((int rows, int vectors) in TileShapes.HasManyRegisters(width) ? Wide : Narrow)
            {
                var layout = new OuterLayout(rows, vectors, width, runs, runLength, filters, filtersAreColumns);
                if (best.Runs == 0 || layout.Cost(points) < best.Cost(points)) best = layout;
            }
        }

        return best;
    }

    private static (int Rows, int Vectors)[] Wide { get; } = [(6, 4), (8, 3), (14, 2)];

    private static (int Rows, int Vectors)[] Narrow { get; } = [(6, 2)];

    private OuterLayout(int tileRows, int vectors, LaneWidth width, int runs, int runLength, int filters, bool filtersAreColumns)
    {
        (lanes, TileRows, Vectors) = ((int)width, tileRows, vectors);
        (Runs, RunLength, FiltersAreColumns) = (runs, runLength, filtersAreColumns);
        (Rows, Columns) = filtersAreColumns ? (runLength, filters) : (filters, runLength);
        RowTiles = (Rows + TileRows - 1) / TileRows;
        ColumnPanels = (Columns + Vectors * lanes - 1) / (Vectors * lanes);
    }

    public int Runs { get; }

    public int RunLength { get; }

    /// <summary>Whether lanes run along filters; else along the run, as the gradient itself lies.</summary>
    public bool FiltersAreColumns { get; }

    /// <summary>Rows from one tile of a panel to the next.</summary>
    public int TileRows { get; }

    private int Vectors { get; }

    public int Tiles => Panels * RowTiles;

    /// <summary>Panels of columns over all runs, each of <see cref="RowTiles"/> tiles.</summary>
    public int Panels => Runs * ColumnPanels;

    /// <summary>Columns of a full panel.</summary>
    public int PanelWidth => Vectors * lanes;

    /// <summary>Floats of one tile's sums.</summary>
    public int TileFloats => TileRows * Vectors * lanes;

    public long Floats => (long)Tiles * TileFloats;

    private int Rows { get; }

    private int Columns { get; }

    /// <summary>Tiles of a panel.</summary>
    public int RowTiles { get; }

    private int ColumnPanels { get; }

    /// <summary>A tile's place.</summary>
    public OuterPlace Place(int tile)
    {
        int row = tile % RowTiles * TileRows, column = tile / RowTiles / Runs * Vectors * lanes;
        int vectors = Math.Min(Vectors, (Columns - column + lanes - 1) / lanes);
        return new OuterPlace(tile / RowTiles % Runs, row, Math.Min(TileRows, Rows - row), TileShapes.OuterRowsFor(TileRows, Rows - row),
            column, Math.Min(vectors * lanes, Columns - column), vectors);
    }

    /// <summary>Tiles of a panel from a place on, its own among them.</summary>
    public int TilesBelow(OuterPlace place) => RowTiles - place.Row / TileRows;

    /// <summary>The place of the next tile of the same panel; without rows behind the last.</summary>
    public OuterPlace Below(OuterPlace place)
    {
        int row = place.Row + TileRows, left = Rows - row;
        return place with { Row = row, UsedRows = Math.Min(TileRows, left), TileRows = TileShapes.OuterRowsFor(TileRows, left) };
    }

    /// <summary>Cycles for one point and one run.</summary>
    private double Cost(long points)
    {
        int vectors = (Columns + lanes - 1) / lanes;
        double cycles = vectors / Vectors * CyclesOf(Vectors) + (vectors % Vectors == 0 ? 0 : CyclesOf(vectors % Vectors)) + vectors * PackingCycles / (FiltersAreColumns ? Runs : 1);
        return FiltersAreColumns ? cycles + TurningCycles * Rows * Columns / points : WorthTurning * cycles;
    }

    private double CyclesOf(int vectors)
    {
        int left = Rows % TileRows;
        return Rows / TileRows * TileShapes.OuterCycles(TileRows, vectors)
            + (left == 0 ? 0 : TileShapes.OuterCycles(TileShapes.OuterRowsFor(TileRows, left), vectors));
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
