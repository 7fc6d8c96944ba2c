namespace Pointwise.Drawing;

/// <summary>The place between two axes, drawn with grid, ticks and their names; puts values where they belong.</summary>
/// <param name="svg">The drawing.</param>
/// <param name="x">The axis below.</param>
/// <param name="y">The axis at the left.</param>
/// <param name="left">Left edge of the place, in pixels.</param>
/// <param name="top">Upper edge.</param>
/// <param name="width">Its width.</param>
/// <param name="height">Its height.</param>
internal sealed class ChartFrame(SvgWriter svg, ChartAxis x, ChartAxis y, double left, double top, double width, double height)
{
    private const double LeastGap = 46;

    /// <summary>The upper edge.</summary>
    public double Top => top;

    public double X(double value) => left + width * x.Place(value);

    public double Y(double value) => top + height * (1 - y.Place(value));

    /// <summary>Draws grid and axes.</summary>
    /// <param name="below">What the axis below says; empty where nothing is to be said.</param>
    /// <param name="aside">What the axis at the left says.</param>
    public void Draw(string below, string aside)
    {
        foreach (double tick in y.Ticks)
        {
            double at = Y(tick);
            svg.Line(left, at, left + width, at, "c-grid").Text(left - 8, at + 4, y.Write(tick), "c-text", TextAnchor.End);
        }

        int every = Math.Max(1, (int)Math.Ceiling(LeastGap * (x.Ticks.Length - 1) / width));
        for (int i = 0; i < x.Ticks.Length; i += every)
        {
            double at = X(x.Ticks[i]);
            svg.Line(at, top + height, at, top + height + 5, "c-axis").Text(at, top + height + 19, x.Write(x.Ticks[i]), "c-text", TextAnchor.Middle);
        }

        svg.Line(left, top + height, left + width, top + height, "c-axis");
        if (below.Length > 0) svg.Text(left + width / 2, top + height + 38, below, "c-text", TextAnchor.Middle);
        if (aside.Length > 0) svg.Text(left - 46, top + height / 2, aside, "c-text", TextAnchor.Middle, turn: -90);
    }
}
