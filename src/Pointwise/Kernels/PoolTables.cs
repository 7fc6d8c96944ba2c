namespace Pointwise.Kernels;

/// <summary>Both axes of a pool, worked out once a call: what every output row and column reads, or which read every input row and column.</summary>
internal unsafe readonly struct PoolTables
{
    private PoolTables(int height, int width, void* memory)
    {
        Rows = (Reach*)memory;
        Columns = Rows + height;
        RowCovers = (Cover*)(Columns + width);
    }

    /// <summary>One for each output row.</summary>
    public Reach* Rows { get; }

    /// <summary>One for each output column.</summary>
    public Reach* Columns { get; }

    /// <summary>One for each input row; only for backward.</summary>
    public Cover* RowCovers { get; }

    /// <summary>One for each input column; only for backward.</summary>
    public Cover* ColumnCovers { get; private init; }

    public static PoolTables Forward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, Rows x, Rows y) where TAxis : struct, IPoolAxis
    {
        var tables = new PoolTables(y.H, y.W, workers.CallScratch.Bytes((long)sizeof(Reach) * (y.H + y.W)));
        tables.FillReaches(vertical, horizontal, x, y);
        return tables;
    }

    public static PoolTables Backward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, Rows x, Rows y) where TAxis : struct, IPoolAxis
    {
        long bytes = (long)sizeof(Reach) * (y.H + y.W) + (long)sizeof(Cover) * (x.H + x.W);
        var tables = new PoolTables(y.H, y.W, workers.CallScratch.Bytes(bytes));
        tables = tables with { ColumnCovers = tables.RowCovers + x.H };
        tables.FillReaches(vertical, horizontal, x, y);
        for (int i = 0; i < x.H; i++) tables.RowCovers[i] = vertical.CoverOf(i, x.H, y.H);
        for (int i = 0; i < x.W; i++) tables.ColumnCovers[i] = horizontal.CoverOf(i, x.W, y.W);
        return tables;
    }

    private void FillReaches<TAxis>(TAxis vertical, TAxis horizontal, Rows x, Rows y) where TAxis : struct, IPoolAxis
    {
        for (int i = 0; i < y.H; i++) Rows[i] = vertical.ReachOf(i, x.H, y.H);
        for (int i = 0; i < y.W; i++) Columns[i] = horizontal.ReachOf(i, x.W, y.W);
    }
}
