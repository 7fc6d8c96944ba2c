using System.Collections.Immutable;
using System.Globalization;

namespace Pointwise.Drawing;

/// <summary>A cell of a heat map.</summary>
/// <param name="Level">How dark it is, 0 to 1.</param>
/// <param name="Text">What stands in it where there is room; empty for nothing.</param>
/// <param name="Hint">What is shown where the pointer rests.</param>
public readonly record struct HeatCell(double Level, string Text, string Hint = "");

/// <summary>A table of coloured cells with numbers in them: pictures by true class and answer.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Below">What the columns are.</param>
/// <param name="Aside">What the rows are.</param>
/// <param name="Rows">Names of rows.</param>
/// <param name="Columns">Names of columns.</param>
/// <param name="Cells">By row and column.</param>
public sealed record HeatMap(string Title, string Below, string Aside, ImmutableArray<string> Rows, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<HeatCell>> Cells)
{
    private const int Levels = 10, DarkFrom = 6;
    private const double Largest = 44, Smallest = 7, Room = 720, MostName = 150, LeastForText = 22, LeastForNames = 11, Tilt = 0.71;

    private static readonly string Shades = string.Concat(Enumerable.Range(0, Levels + 1).Select(Shade));

    /// <summary>Draws it. Numbers are left out where cells are too small for them, names where rows are too low.</summary>
    public SvgWriter Draw()
    {
        double cell = Math.Clamp(Room / Math.Max(Rows.Length, Columns.Length), Smallest, Largest);
        bool hasNames = cell >= LeastForNames;
        double left = 34 + (hasNames ? Names(Rows) : 0), top = 40 + (hasNames ? Tilt * Names(Columns) : 0) + 18;
        double width = left + cell * Columns.Length + (hasNames ? Tilt * Names(Columns) : 0) + 20, height = top + cell * Rows.Length + 12;
        width = Math.Max(width, 40 + SvgWriter.WidthOf(Title, ChartStyle.TitleSize));
        var svg = new SvgWriter(width, height, Title, ChartStyle.Rules + Shades);
        svg.Text(20, 22, Title, "c-title").Text(left, 42, Below, "c-quiet").Text(18, top + cell * Rows.Length / 2, Aside, "c-quiet", TextAnchor.Middle, turn: -90);
        svg.Rectangle(left, top, cell * Columns.Length, cell * Rows.Length, "h0");
        for (int c = 0; hasNames && c < Columns.Length; c++) svg.Text(left + cell * (c + 0.5) + 4, top - 8, ChartStyle.Fit(Columns[c], MostName), "c-name", turn: -45);
        for (int r = 0; r < Rows.Length; r++)
        {
            if (hasNames) svg.Text(left - 8, top + cell * (r + 0.5) + 4, ChartStyle.Fit(Rows[r], MostName), "c-name", TextAnchor.End);
            for (int c = 0; c < Columns.Length; c++) Draw(svg, Cells[r][c], left + cell * c, top + cell * r, cell);
        }

        return svg;
    }

    private static void Draw(SvgWriter svg, HeatCell cell, double x, double y, double size)
    {
        int level = double.IsFinite(cell.Level) ? (int)Math.Ceiling(Math.Clamp(cell.Level, 0, 1) * Levels) : 0;
        if (level == 0 && cell.Text.Length == 0) return;
        if (cell.Hint.Length > 0) svg.BeginGroup(cell.Hint);
        svg.Rectangle(x + 0.5, y + 0.5, size - 1, size - 1, $"h{level}", size > LeastForText ? 2 : 0);
        if (size >= LeastForText && SvgWriter.WidthOf(cell.Text, ChartStyle.TextSize) <= size - 2) svg.Text(x + size / 2, y + size / 2 + 4, cell.Text, level >= DarkFrom ? "c-light" : "c-text", TextAnchor.Middle);
        if (cell.Hint.Length > 0) svg.EndGroup();
    }

    private static double Names(ImmutableArray<string> names) => names.IsEmpty ? 0 : Math.Min(MostName, names.Max(n => SvgWriter.WidthOf(n, ChartStyle.TextSize)) + 12);

    /// <summary>From almost white to the first colour of lines.</summary>
    private static string Shade(int level)
    {
        double share = (double)level / Levels;
        return string.Create(CultureInfo.InvariantCulture, $".h{level}{{fill:#{Mix(0xf6, 0x1f):x2}{Mix(0xf8, 0x4e):x2}{Mix(0xfb, 0x85):x2}}}");

        int Mix(int light, int dark) => (int)Math.Round(light + (dark - light) * share);
    }
}
