using System.Collections.Immutable;

namespace Pointwise.Drawing;

/// <summary>A row of a <see cref="DotPlot"/>.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Text">What stands behind the row.</param>
/// <param name="Values">Each measurement.</param>
public sealed record DotRow(string Name, string Text, ImmutableArray<double> Values);

/// <summary>Few measurements of several things: a row each, a dot a measurement, a bar at their mean. Nothing is hidden in an average.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Note">What a dot is.</param>
/// <param name="Rows">The rows, from the top.</param>
public sealed record DotPlot(string Title, string Note, ImmutableArray<DotRow> Rows)
{
    private const double Row = 40, Left = 190, Head = 66, Foot = 34, Letters = 12, Radius = 6;

    /// <summary>Width in pixels.</summary>
    public double Width { get; init; } = 860;

    /// <summary>Whether values from 0 to 1 are written as per cent.</summary>
    public bool IsShare { get; init; } = true;

    /// <summary>Draws it.</summary>
    public SvgWriter Draw()
    {
        double[] all = [.. Rows.SelectMany(r => r.Values)];
        var axis = new ChartAxis(all.DefaultIfEmpty().Min(), all.DefaultIfEmpty().Max(), IsShare);
        double right = 40 + Rows.Select(r => SvgWriter.WidthOf(r.Text, Letters)).DefaultIfEmpty().Max(), bottom = Head + Row * Rows.Length;
        var svg = new SvgWriter(Width, bottom + Foot, Title, ChartStyle.Rules);
        svg.Text(24, 22, Title, "c-title").Text(24, 42, Note, "c-quiet");
        foreach (double tick in axis.Ticks)
            svg.Line(X(tick), Head - 6, X(tick), bottom, "c-grid").Text(X(tick), bottom + 18, axis.Write(tick), "c-text", TextAnchor.Middle);
        for (int r = 0; r < Rows.Length; r++) Draw(svg, Rows[r], Head + (r + 0.5) * Row);
        return svg;

        double X(double value) => Left + axis.Place(value) * (Width - Left - right);

        void Draw(SvgWriter to, DotRow row, double y)
        {
            to.Text(Left - 16, y + 4, ChartStyle.Fit(row.Name, Left - 20), "c-name", TextAnchor.End).Text(Width - right + 20, y + 4, row.Text, "c-quiet");
            if (row.Values.IsEmpty) return;
            double mean = X(row.Values.Average());
            to.Rectangle(mean - 1.5, y - 13, 3, 26, ChartStyle.Area(1));
            foreach (double value in row.Values) to.BeginGroup(axis.Write(value)).Circle(X(value), y, Radius, ChartStyle.Area(0)).EndGroup();
        }
    }
}
