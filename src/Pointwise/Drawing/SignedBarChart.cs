using System.Collections.Immutable;

namespace Pointwise.Drawing;

/// <summary>A part of a signed bar.</summary>
/// <param name="Series">Which series it belongs to.</param>
/// <param name="Value">Its length: to the right of the middle where above 0, else to the left.</param>
/// <param name="Hint">What is shown where the pointer rests.</param>
public readonly record struct SignedPart(int Series, double Value, string Hint = "");

/// <summary>A bar of a signed chart.</summary>
/// <param name="Name">What stands before it.</param>
/// <param name="Parts">Its parts, laid end to end from the middle outwards on either side.</param>
/// <param name="Text">What stands behind it.</param>
public sealed record SignedBar(string Name, ImmutableArray<SignedPart> Parts, string Text);

/// <summary>A series of a signed chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Style">The CSS class of its areas.</param>
public readonly record struct SignedSeries(string Name, string Style);

/// <summary>Bars to both sides of a common line, one below the other: what speaks against at the left of it, what speaks for at the right.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Against">What the left side is.</param>
/// <param name="For">What the right side is.</param>
/// <param name="Series">The series, each with its style.</param>
/// <param name="Bars">The bars.</param>
/// <param name="Rules">CSS rules of the series' styles.</param>
public sealed record SignedBarChart(string Title, string Against, string For, ImmutableArray<SignedSeries> Series, ImmutableArray<SignedBar> Bars, string Rules)
{
    private const double Width = 760, Row = 26, Head = 78, Margin = 20, MostName = 200;

    /// <summary>Draws it.</summary>
    public SvgWriter Draw()
    {
        double left = Margin + Bars.Select(b => SvgWriter.WidthOf(b.Name, ChartStyle.TextSize)).Append(0).Max() + 12, right = 16 + Bars.Select(b => SvgWriter.WidthOf(b.Text, ChartStyle.TextSize)).Append(0).Max();
        left = Math.Min(left, Margin + MostName);
        double against = Bars.Select(b => -b.Parts.Sum(p => Math.Min(0, p.Value))).Append(0).Max(), most = Bars.Select(b => b.Parts.Sum(p => Math.Max(0, p.Value))).Append(0).Max();
        double scale = against + most > 0 ? (Width - left - right - Margin) / (against + most) : 0, middle = left + scale * against, bottom = Head + Row * Bars.Length;
        var svg = new SvgWriter(Width, bottom + 30, Title, ChartStyle.Rules + Rules);
        svg.Text(Margin, 24, Title, "c-title");
        double key = Margin;
        foreach (SignedSeries series in Series)
        {
            svg.Rectangle(key, 40, 12, 12, series.Style, 2).Text(key + 18, 50, series.Name, "c-quiet");
            key += 38 + SvgWriter.WidthOf(series.Name, ChartStyle.TextSize);
        }

        for (int i = 0; i < Bars.Length; i++) Draw(svg, Bars[i], Head + Row * i, left, middle, scale);
        svg.Line(middle, Head - 8, middle, bottom, "c-axis").Text(middle - 8, bottom + 16, Against, "c-quiet", TextAnchor.End).Text(middle + 8, bottom + 16, For, "c-quiet");
        return svg;
    }

    private void Draw(SvgWriter svg, SignedBar bar, double y, double left, double middle, double scale)
    {
        svg.Text(left - 12, y + 13, ChartStyle.Fit(bar.Name, MostName), "c-name", TextAnchor.End);
        double above = middle, below = middle;
        foreach (SignedPart part in bar.Parts)
        {
            double length = scale * Math.Abs(part.Value);
            if (part.Value < 0) below -= length;
            svg.BeginGroup(part.Hint).Rectangle(part.Value < 0 ? below : above, y, length, Row - 8, Series[part.Series].Style).EndGroup();
            if (part.Value > 0) above += length;
        }

        svg.Text(above + 8, y + 13, bar.Text, "c-quiet");
    }
}
