using System.Collections.Immutable;

namespace Pointwise.Drawing;

/// <summary>A bar of a chart.</summary>
/// <param name="Name">What stands before it.</param>
/// <param name="Values">One length a series, end to end; none below 0.</param>
/// <param name="Text">What stands behind it.</param>
/// <param name="Hint">What is shown where the pointer rests.</param>
public sealed record ChartBar(string Name, ImmutableArray<double> Values, string Text, string Hint = "");

/// <summary>Bars that lie one below the other, each with its name before and a number behind; a bar may be made of several series.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Series">Names of the series, for the legend.</param>
/// <param name="Bars">The bars.</param>
public sealed record BarChart(string Title, ImmutableArray<string> Series, ImmutableArray<ChartBar> Bars)
{
    private const double Row = 24, Left = 190, Head = 56, Letters = 12;

    /// <summary>Width in pixels.</summary>
    public double Width { get; init; } = 760;

    /// <summary>The value that a bar over the whole width has; null for the longest bar's.</summary>
    public double? Most { get; init; }

    /// <summary>Draws it.</summary>
    public SvgWriter Draw()
    {
        double head = Series.Length > 1 ? Head : Head - 22, bottom = head + Row * Bars.Length;
        double right = 20 + (Bars.IsEmpty ? 0 : Bars.Max(b => SvgWriter.WidthOf(b.Text, Letters)));
        double longest = Most ?? Bars.Select(b => b.Values.Sum()).DefaultIfEmpty().Max(), scale = longest > 0 ? (Width - Left - right) / longest : 0;
        var svg = new SvgWriter(Width, bottom + 8, Title, ChartStyle.Rules);
        svg.Text(Left, 20, Title, "c-title");
        if (Series.Length > 1) DrawLegend(svg);
        svg.Line(Left, head - 4, Left, bottom, "c-axis");
        for (int i = 0; i < Bars.Length; i++) Draw(svg, Bars[i], head + Row * i, scale);
        return svg;
    }

    private void DrawLegend(SvgWriter svg)
    {
        double key = Left;
        for (int s = 0; s < Series.Length; s++)
        {
            svg.Rectangle(key, 32, 12, 12, ChartStyle.Area(s), 2).Text(key + 18, 42, Series[s], "c-quiet");
            key += 36 + SvgWriter.WidthOf(Series[s], Letters);
        }
    }

    private static void Draw(SvgWriter svg, ChartBar bar, double y, double scale)
    {
        if (bar.Hint.Length > 0) svg.BeginGroup(bar.Hint);
        svg.Text(Left - 10, y + 13, ChartStyle.Fit(bar.Name, Left - 20), "c-name", TextAnchor.End);
        double x = Left;
        for (int s = 0; s < bar.Values.Length; s++)
        {
            double length = scale * bar.Values[s];
            if (length > 0) svg.Rectangle(x, y, length, Row - 8, ChartStyle.Area(s));
            x += Math.Max(0, length);
        }

        svg.Text(x + 8, y + 13, bar.Text, "c-quiet");
        if (bar.Hint.Length > 0) svg.EndGroup();
    }
}
