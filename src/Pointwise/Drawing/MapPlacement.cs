namespace Pointwise.Drawing;

/// <summary>
/// Where the cells of a map lie on a picture, in pixels: the middle of cell [y,x] is at Top + y * StepY, Left + x * StepX. Edge 0 is the outer edge of
/// the first pixel, whose own middle is at 0.5.
/// </summary>
/// <param name="Top">The middle of the first row of cells.</param>
/// <param name="Left">The middle of the first column of cells.</param>
/// <param name="StepY">From one row to the next; above 0.</param>
/// <param name="StepX">From one column to the next; above 0.</param>
public readonly record struct MapPlacement(double Top, double Left, double StepY, double StepX)
{
    /// <summary>Cells that share a picture out evenly.</summary>
    /// <param name="height">The picture's rows.</param>
    /// <param name="width">The picture's columns.</param>
    /// <param name="rows">Rows of cells.</param>
    /// <param name="columns">Columns of cells.</param>
    public static MapPlacement Over(int height, int width, int rows, int columns) =>
        new(0.5 * height / rows, 0.5 * width / columns, (double)height / rows, (double)width / columns);

    /// <summary>The row of cells that the middle of a pixel's row lies at; between two cells it is no whole number.</summary>
    /// <param name="pixel">The pixel's row.</param>
    public double Row(int pixel) => (pixel + 0.5 - Top) / StepY;

    /// <summary>The column of cells that the middle of a pixel's column lies at.</summary>
    /// <param name="pixel">The pixel's column.</param>
    public double Column(int pixel) => (pixel + 0.5 - Left) / StepX;
}
