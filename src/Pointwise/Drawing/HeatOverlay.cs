namespace Pointwise.Drawing;

/// <summary>
/// A map of numbers laid over a picture as colours, enlarged bilinearly between the middles of its cells. The more, the less of the picture shines
/// through; where no cell lies, or a number is not finite, the picture stays as it is.
/// </summary>
/// <param name="Rows">Rows of cells.</param>
/// <param name="Columns">Columns of cells.</param>
/// <param name="Values">Rows x Columns numbers, row by row.</param>
public sealed record HeatOverlay(int Rows, int Columns, ReadOnlyMemory<float> Values)
{
    private const double LeastCover = 0.4;

    /// <summary>Where the cells lie on the picture; null where they share it out evenly.</summary>
    public MapPlacement? Placement { get; init; }

    /// <summary>The number of the first colour; null for the least finite one.</summary>
    public float? Least { get; init; }

    /// <summary>The number of the last colour; null for the largest finite one.</summary>
    public float? Most { get; init; }

    /// <summary>How much the most covers of the picture, 0 to 1.</summary>
    public double Opacity { get; init; } = 0.7;

    /// <summary>The numbers of the first and the last colour.</summary>
    /// <exception cref="PointwiseException">The numbers are not as many as the cells.</exception>
    public (float Least, float Most) Range()
    {
        Check();
        (float least, float most) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float value in Values.Span)
            if (float.IsFinite(value)) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return least > most ? (Least ?? 0, Most ?? 0) : (Least ?? least, Most ?? most);
    }

    /// <summary>The picture under the map.</summary>
    /// <param name="rgb">Red, green and blue of every pixel, row by row.</param>
    /// <param name="height">The picture's rows.</param>
    /// <param name="width">The picture's columns.</param>
    /// <exception cref="PointwiseException">The numbers are not as many as the cells, or the picture's memory is not of its size.</exception>
    public PixelCanvas Over(ReadOnlySpan<byte> rgb, int height, int width)
    {
        PixelCanvas.Check(rgb.Length, height, width);
        (float least, float most) = Range();
        MapPlacement placement = Placement ?? MapPlacement.Over(height, width, Rows, Columns);
        var canvas = new PixelCanvas(height, width);
        for (int y = 0; y < height; y++)
        {
            double row = placement.Row(y);
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<byte> pixel = rgb.Slice((y * width + x) * 3, 3);
                var colour = new Rgb(pixel[0], pixel[1], pixel[2]);
                double level = Level(At(row, placement.Column(x)), least, most);
                canvas.Put(x, y, double.IsNaN(level) ? colour : colour.Towards(HeatColours.Of(level), Opacity * (LeastCover + (1 - LeastCover) * level)));
            }
        }

        return canvas;
    }

    /// <summary>The picture under the map, and below it what the colours mean.</summary>
    /// <param name="rgb">Red, green and blue of every pixel, row by row.</param>
    /// <param name="height">The picture's rows.</param>
    /// <param name="width">The picture's columns.</param>
    /// <param name="title">What the numbers are.</param>
    /// <exception cref="PointwiseException">The numbers are not as many as the cells, or the picture's memory is not of its size.</exception>
    public PixelCanvas OverWithLegend(ReadOnlySpan<byte> rgb, int height, int width, string title)
    {
        (float least, float most) = Range();
        return OverlayLegend.Scale(Over(rgb, height, width), title, least, most);
    }

    /// <summary>The map alone, a square of one colour each cell.</summary>
    /// <param name="side">Pixels along a square's side, from 1.</param>
    /// <exception cref="PointwiseException">The numbers are not as many as the cells.</exception>
    public PixelCanvas Squares(int side)
    {
        (float least, float most) = Range();
        var canvas = new PixelCanvas(checked(Rows * side), checked(Columns * side));
        for (int y = 0; y < Rows; y++)
        {
            for (int x = 0; x < Columns; x++)
            {
                float value = Values.Span[y * Columns + x];
                if (float.IsFinite(value)) canvas.Rectangle(x * side, y * side, side, side, HeatColours.Of(Level(value, least, most)));
            }
        }

        return canvas;
    }

    /// <summary>0 to 1 between the least and the most; not a number where the value is not finite.</summary>
    private static double Level(double value, float least, float most) =>
        !double.IsFinite(value) ? double.NaN : most > least ? Math.Clamp((value - least) / ((double)most - least), 0, 1) : 0;

    /// <summary>The number at a place between cells; not a number half a cell beyond the outermost.</summary>
    private double At(double row, double column)
    {
        if (row < -0.5 || column < -0.5 || row > Rows - 0.5 || column > Columns - 0.5) return double.NaN;
        (row, column) = (Math.Clamp(row, 0, Rows - 1), Math.Clamp(column, 0, Columns - 1));
        (int top, int left) = ((int)row, (int)column);
        (double down, double right) = (row - top, column - left);
        (int bottom, int next) = (Math.Min(top + 1, Rows - 1), Math.Min(left + 1, Columns - 1));
        ReadOnlySpan<float> values = Values.Span;
        double upper = Between(values[top * Columns + left], values[top * Columns + next], right);
        return Between(upper, Between(values[bottom * Columns + left], values[bottom * Columns + next], right), down);
    }

    // a number that is not finite does not reach cells that have no share of it
    private static double Between(double first, double second, double share) => share == 0 ? first : first + (second - first) * share;

    private void Check()
    {
        if (Rows < 1 || Columns < 1 || (long)Rows * Columns != Values.Length)
            throw new PointwiseException("map to draw", "sizes and numbers do not fit", "at least one cell, and rows x columns numbers", $"{Rows}x{Columns} and {Values.Length} numbers", "correct rows and columns");
    }
}
