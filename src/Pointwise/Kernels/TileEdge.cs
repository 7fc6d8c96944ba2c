namespace Pointwise.Kernels;

/// <summary>
/// A tile whose columns end within a vector must not write beside them, for another branch's channels may lie there:
/// it works in this block, and what is used is copied over. The tile itself stays free of cases.
/// </summary>
internal readonly unsafe struct TileEdge
{
    private const int MostRows = 14;
    private readonly float* block;
    private readonly int width;

    public TileEdge(float* block, int width)
    {
        this.block = block;
        this.width = width;
    }

    /// <summary>Lets a tile read and write here, with what it starts from.</summary>
    public void Enter(ref TileWork work, float** outputs, float** residuals, int tile, int held, int column, int used)
    {
        float** table = Table;
        for (int r = 0; r < tile; r++)
        {
            table[r] = block + r * width;
            table[MostRows + r] = block + (MostRows + r) * width;
            if (r >= held) continue;
            if (work.Accumulate) Copy(outputs[r] + column, table[r], used);
            if (residuals != null) Copy(residuals[r] + column, table[MostRows + r], used);
        }

        work.Outputs = table;
        work.Residuals = table + MostRows;
        work.Column = 0;
    }

    /// <summary>Copies columns to where they belong.</summary>
    /// <param name="outputs">Addresses of their rows.</param>
    /// <param name="held">Rows.</param>
    /// <param name="from">The first of the columns here.</param>
    /// <param name="column">Its place in the rows.</param>
    /// <param name="count">Columns.</param>
    public void Leave(float** outputs, int held, int from, int column, int count)
    {
        for (int r = 0; r < held; r++) Copy(block + r * width + from, outputs[r] + column, count);
    }

    /// <summary>Floats of the block and its table of addresses.</summary>
    public static long Floats(int width) => 2L * MostRows * width + 4L * MostRows;

    private float** Table => (float**)(block + 2L * MostRows * width);

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
}
