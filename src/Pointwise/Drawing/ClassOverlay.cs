namespace Pointwise.Drawing;

/// <summary>A map of classes laid over a picture: every class its colour, edges as hard as the map's cells. Where no cell lies the picture stays as it is.</summary>
/// <param name="Rows">Rows of cells.</param>
/// <param name="Columns">Columns of cells.</param>
/// <param name="Classes">Rows x Columns classes, row by row; below 0 for none.</param>
public sealed record ClassOverlay(int Rows, int Columns, ReadOnlyMemory<int> Classes)
{
    /// <summary>Where the cells lie on the picture; null where they share it out evenly.</summary>
    public MapPlacement? Placement { get; init; }

    /// <summary>How much the colours cover of the picture, 0 to 1.</summary>
    public double Opacity { get; init; } = 0.55;

    /// <summary>The colour of a class.</summary>
    public Func<int, Rgb> Colour { get; init; } = ClassColours.Of;

    /// <summary>The picture under the map.</summary>
    /// <param name="rgb">Red, green and blue of every pixel, row by row.</param>
    /// <param name="height">The picture's rows.</param>
    /// <param name="width">The picture's columns.</param>
    /// <exception cref="PointwiseException">The classes are not as many as the cells, or the picture's memory is not of its size.</exception>
    public PixelCanvas Over(ReadOnlySpan<byte> rgb, int height, int width)
    {
        if (Rows < 1 || Columns < 1 || (long)Rows * Columns != Classes.Length)
            throw new PointwiseException("map to draw", "sizes and classes do not fit", "at least one cell, and rows x columns classes", $"{Rows}x{Columns} and {Classes.Length} classes", "correct rows and columns");
        PixelCanvas.Check(rgb.Length, height, width);
        MapPlacement placement = Placement ?? MapPlacement.Over(height, width, Rows, Columns);
        var canvas = new PixelCanvas(height, width);
        for (int y = 0; y < height; y++)
        {
            int row = Nearest(placement.Row(y));
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<byte> pixel = rgb.Slice((y * width + x) * 3, 3);
                var colour = new Rgb(pixel[0], pixel[1], pixel[2]);
                int column = Nearest(placement.Column(x));
                bool isInside = row >= 0 && column >= 0 && row < Rows && column < Columns;
                int index = isInside ? Classes.Span[row * Columns + column] : -1;
                canvas.Put(x, y, index < 0 ? colour : colour.Towards(Colour(index), Opacity));
            }
        }

        return canvas;
    }

    /// <summary>The picture under the map, and below it the names of the colours, in the order given.</summary>
    /// <param name="rgb">Red, green and blue of every pixel, row by row.</param>
    /// <param name="height">The picture's rows.</param>
    /// <param name="width">The picture's columns.</param>
    /// <param name="title">What the classes are.</param>
    /// <param name="names">Classes and their names; those left out are not explained.</param>
    /// <exception cref="PointwiseException">The classes are not as many as the cells, or the picture's memory is not of its size.</exception>
    public PixelCanvas OverWithLegend(ReadOnlySpan<byte> rgb, int height, int width, string title, IEnumerable<(int Class, string Name)> names) =>
        OverlayLegend.Names(Over(rgb, height, width), title, [.. names.Select(n => (Colour(n.Class), n.Name))]);

    private static int Nearest(double place) => (int)Math.Floor(place + 0.5);
}
