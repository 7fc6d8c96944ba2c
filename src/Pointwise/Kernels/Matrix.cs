namespace Pointwise.Kernels;

/// <summary>Floats in rows and columns, wherever they lie.</summary>
internal readonly unsafe struct Matrix(float* data, int rows, int columns, long rowStep, long columnStep)
{
    public float* Data { get; } = data;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>Floats from one row to the next.</summary>
    public long RowStep { get; } = rowStep;

    /// <summary>Floats from one column to the next.</summary>
    public long ColumnStep { get; } = columnStep;

    /// <summary>Columns as rows.</summary>
    public Matrix Transposed => new(Data, Columns, Rows, ColumnStep, RowStep);

    /// <summary>Whether a row's floats lie side by side, and rows one after the other, as the tile reads them.</summary>
    public bool LiesInRows => (Columns <= 1 || ColumnStep == 1) && (Rows <= 1 || (RowStep >= Columns && RowStep <= int.MaxValue));

    /// <summary>Two axes of a value at the first place of all others.</summary>
    public static Matrix Of(View view, int rowAxis, int columnAxis) =>
        new(view.Floats, view.Extent(rowAxis), view.Extent(columnAxis), view.Stride(rowAxis), view.Stride(columnAxis));

    /// <summary>The same extents and steps elsewhere.</summary>
    public Matrix At(long offset) => new(Data + offset, Rows, Columns, RowStep, ColumnStep);

    /// <summary>Where it <see cref="LiesInRows"/>: a batch of vectors.</summary>
    public Rows ToRows() => new(Data, Rows, 1, 1, Columns, Rows <= 1 ? Math.Max(1, Columns) : (int)RowStep);
}
