using System.Globalization;

namespace Pointwise.Drawing;

/// <summary>Names of classes, each behind a square of its colour, in rows.</summary>
/// <param name="Title">What the colours are of.</param>
/// <param name="Names">Colours and names, in order.</param>
public sealed record ClassLegend(string Title, IReadOnlyList<(Rgb Colour, string Name)> Names)
{
    private const double Row = 24, Square = 14, Head = 34, Letters = 12.5;

    /// <summary>Width in pixels.</summary>
    public double Width { get; init; } = 760;

    /// <summary>Draws it.</summary>
    public SvgWriter Draw()
    {
        double column = Square + 34 + Names.Select(n => SvgWriter.WidthOf(n.Name, Letters)).DefaultIfEmpty(0).Max();
        int columns = Math.Max(1, (int)(Width / column)), rows = (Names.Count + columns - 1) / columns;
        var svg = new SvgWriter(Width, Head + Row * rows, Title, ChartStyle.Rules + string.Concat(Names.Select((n, i) => Rule(i, n.Colour))));
        svg.Text(0, 18, Title, "c-title");
        for (int i = 0; i < Names.Count; i++)
        {
            double x = i % columns * column, y = Head + i / columns * Row;
            svg.Rectangle(x, y, Square, Square, $"k{i}", 2).Text(x + Square + 8, y + Square - 2, Names[i].Name, "c-name");
        }

        return svg;
    }

    private static string Rule(int index, Rgb c) => string.Create(CultureInfo.InvariantCulture, $".k{index}{{fill:#{c.Red:x2}{c.Green:x2}{c.Blue:x2};stroke:#8795a3;stroke-width:.5}}");
}
