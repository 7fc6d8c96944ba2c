using System.Collections.Immutable;

namespace Pointwise.Drawing;

/// <summary>A place in a chart. Where a number is not finite, the line has a gap.</summary>
/// <param name="X">Along the axis below.</param>
/// <param name="Y">Along the axis at the left.</param>
public readonly record struct ChartPoint(double X, double Y);

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">Its points, in order of X.</param>
public sealed record ChartLine(string Name, ImmutableArray<ChartPoint> Points)
{
    /// <summary>Whether it is dashed.</summary>
    public bool IsDashed { get; init; }

    /// <summary>Whether each point is marked by a dot.</summary>
    public bool HasDots { get; init; }
}

/// <summary>Lines over two axes, with a legend. Long lines are thinned to what a screen can show: least and most of each column of pixels stay.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Below">What the axis below says.</param>
/// <param name="Aside">What the axis at the left says.</param>
/// <param name="Lines">The lines; each gets a colour of its own, up to eight.</param>
public sealed record LineChart(string Title, string Below, string Aside, ImmutableArray<ChartLine> Lines)
{
    private const double Left = 66, Right = 18, Bottom = 50, Key = 22, Swatch = 20;

    /// <summary>Width in pixels.</summary>
    public double Width { get; init; } = 560;

    /// <summary>Height in pixels.</summary>
    public double Height { get; init; } = 340;

    /// <summary>Whether values from 0 to 1 are written as per cent.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether X counts something: epochs, steps.</summary>
    public bool CountsBelow { get; init; }

    /// <summary>A value that the axis at the left begins at or below; null for the least of the lines.</summary>
    public double? BeginsAt { get; init; }

    /// <summary>The largest value with a place; lines that go beyond leave at the upper edge. Null for the largest of the lines.</summary>
    public double? EndsAt { get; init; }

    /// <summary>Draws it.</summary>
    public SvgWriter Draw()
    {
        var svg = new SvgWriter(Width, Height, Title, ChartStyle.Rules);
        svg.Text(Left, 20, Title, "c-title");
        double top = DrawLegend(svg);
        ChartPoint[] all = [.. Lines.SelectMany(l => l.Points).Where(IsFinite)];
        double leastY = all.Length > 0 ? all.Min(p => p.Y) : 0, mostY = all.Length > 0 ? all.Max(p => p.Y) : 1;
        var x = new ChartAxis(all.Length > 0 ? all.Min(p => p.X) : 0, all.Length > 0 ? all.Max(p => p.X) : 1, isWhole: CountsBelow);
        var y = new ChartAxis(Math.Min(leastY, BeginsAt ?? leastY), Math.Min(Math.Max(mostY, BeginsAt ?? mostY), EndsAt ?? double.PositiveInfinity), IsShare);
        var frame = new ChartFrame(svg, x, y, Left, top, Width - Left - Right, Height - top - Bottom);
        frame.Draw(Below, Aside);
        for (int i = 0; i < Lines.Length; i++) Draw(svg, frame, Lines[i], i);
        return svg;
    }

    /// <summary>Draws the lines' names in rows.</summary>
    /// <returns>Where the place for the lines begins.</returns>
    private double DrawLegend(SvgWriter svg)
    {
        if (Lines.Length < 2) return 36;
        double x = Left, y = 42;
        for (int i = 0; i < Lines.Length; i++)
        {
            double width = Swatch + 8 + SvgWriter.WidthOf(Lines[i].Name, ChartStyle.TextSize) + 18;
            if (x > Left && x + width > Width - Right) (x, y) = (Left, y + Key);
            svg.Line(x, y - 4, x + Swatch, y - 4, Class(i)).Text(x + Swatch + 8, y, Lines[i].Name, "c-text");
            x += width;
        }

        return y + 16;
    }

    private void Draw(SvgWriter svg, ChartFrame frame, ChartLine line, int index)
    {
        var piece = new List<(double X, double Y)>();
        double edge = frame.Top;
        foreach (ChartPoint point in Thin(line.Points, (int)(Width - Left - Right)))
        {
            if (IsFinite(point)) piece.Add((frame.X(point.X), Math.Max(edge, frame.Y(point.Y))));
            else End();
        }

        End();
        if (!line.HasDots) return;
        foreach (ChartPoint point in line.Points.Where(p => IsFinite(p) && frame.Y(p.Y) >= edge)) svg.Circle(frame.X(point.X), frame.Y(point.Y), 3, ChartStyle.Area(index));

        void End()
        {
            if (piece.Count == 1) svg.Circle(piece[0].X, piece[0].Y, 2.5, ChartStyle.Area(index));
            else if (piece.Count > 1) svg.Polyline(Class(index), [.. piece]);
            piece.Clear();
        }
    }

    /// <summary>Least and most of each of so many neighbourhoods, where there are more points than that.</summary>
    private static IEnumerable<ChartPoint> Thin(ImmutableArray<ChartPoint> points, int columns)
    {
        if (points.Length <= 2 * columns) return points;
        return Enumerable.Range(0, columns).SelectMany(column =>
        {
            int first = (int)((long)column * points.Length / columns), end = (int)((column + 1L) * points.Length / columns), least = first, most = first;
            for (int i = first; i < end; i++)
            {
                if (!IsFinite(points[i])) return [points[i]];
                if (points[i].Y < points[least].Y) least = i;
                if (points[i].Y > points[most].Y) most = i;
            }

            return least == most ? new[] { points[least] } : [points[Math.Min(least, most)], points[Math.Max(least, most)]];
        });
    }

    private string Class(int line) => $"c-line {ChartStyle.Line(line)}{(Lines[line].IsDashed ? " c-dash" : "")}";

    private static bool IsFinite(ChartPoint point) => double.IsFinite(point.X) && double.IsFinite(point.Y);
}
