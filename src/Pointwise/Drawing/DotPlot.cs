using System.Globalization;

namespace Pointwise.Drawing;

/// <summary>A row of a <see cref="DotPlot"/>.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Note">A few words at the right end of the row.</param>
/// <param name="Values">Each measurement.</param>
public sealed record DotRow(string Name, string Note, IReadOnlyList<double> Values);

/// <summary>Few measurements of several things: a row each, a dot a measurement, a bar at their mean. Nothing is hidden in an average.</summary>
public static class DotPlot
{
    private const double Left = 190, Right = 230, Top = 84, RowHeight = 44, Width = 900, Radius = 6;
    private const int Ticks = 5;

    private const string Style = """
        .page{fill:#fff}.title{font-size:16px;font-weight:700;fill:#16202b}.name{font-size:13px;font-weight:600;fill:#16202b}.small{font-size:11.5px;fill:#4a5a6a}
        .grid{stroke:#e3e8ee}.dot{fill:#4f7fb8;fill-opacity:.75;stroke:#2f5d92}.mean{stroke:#b56f0d;stroke-width:3}
        """;

    /// <summary>Draws it.</summary>
    /// <param name="title">What is asked.</param>
    /// <param name="note">What a dot is.</param>
    /// <param name="rows">The rows, from the top.</param>
    /// <param name="label">How a value is written at the axis; percent where not given.</param>
    public static SvgWriter Draw(string title, string note, IReadOnlyList<DotRow> rows, Func<double, string>? label = null)
    {
        label ??= value => (100 * value).ToString("0.##", CultureInfo.InvariantCulture) + " %";
        double[] all = [.. rows.SelectMany(r => r.Values)];
        (double least, double step) = Axis(all.Min(), all.Max());
        double bottom = Top + rows.Count * RowHeight, height = bottom + 42;
        var svg = new SvgWriter(Width, height, title, Style);
        svg.Rectangle(0, 0, Width, height, "page").Text(24, 34, title, "title").Text(24, 54, note, "small");
        for (int i = 0; i <= Ticks; i++)
        {
            double x = X(least + i * step);
            svg.Line(x, Top - 8, x, bottom, "grid").Text(x, bottom + 18, label(least + i * step), "small", TextAnchor.Middle);
        }

        for (int r = 0; r < rows.Count; r++)
        {
            double y = Top + (r + 0.5) * RowHeight, mean = rows[r].Values.Average();
            svg.Text(Left - 16, y + 4, rows[r].Name, "name", TextAnchor.End).Text(Width - Right + 24, y + 4, rows[r].Note, "small");
            svg.Line(X(mean), y - 14, X(mean), y + 14, "mean");
            foreach (double value in rows[r].Values) svg.BeginGroup(label(value)).Circle(X(value), y, Radius, "dot").EndGroup();
        }

        return svg;

        double X(double value) => Left + (value - least) / (Ticks * step) * (Width - Left - Right);
    }

    /// <summary>Where the axis begins and how far apart its marks are: a round step, all values within.</summary>
    private static (double Least, double Step) Axis(double least, double most)
    {
        double span = Math.Max(most - least, 1e-3 * Math.Max(1, Math.Abs(most))), power = Math.Pow(10, Math.Floor(Math.Log10(span / Ticks)));
        foreach (double round in (ReadOnlySpan<double>)[1, 2, 2.5, 5, 10, 20])
        {
            double step = round * power, first = Math.Floor(least / step) * step;
            if (first + Ticks * step >= most) return (first, step);
        }

        return (least, span / Ticks);
    }
}
