using System.Collections.Immutable;

namespace Pointwise.Drawing;

/// <summary>Answers given with about the same probability.</summary>
/// <param name="From">The least probability.</param>
/// <param name="To">The largest.</param>
/// <param name="Confidence">Their mean probability.</param>
/// <param name="Accuracy">The share of them that is right.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct ReliabilityBin(double From, double To, double Confidence, double Accuracy, int Count);

/// <summary>
/// How far probabilities can be believed: for answers of about the same probability the share that is right, beside the diagonal on which
/// both are equal, and below how many answers there are.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Bins">Bins from 0 to 1.</param>
public sealed record ReliabilityDiagram(string Title, ImmutableArray<ReliabilityBin> Bins)
{
    private const double Left = 66, Top = 58, Side = 300, Gap = 14, CountHeight = 64, Right = 18, Bottom = 50;
    private const string Rules = ".r-right{fill:#3b6ea5}.r-over{fill:#f0bf86}.r-under{fill:#6a9a4f}.r-count{fill:#aebccb}";

    /// <summary>Draws it.</summary>
    public SvgWriter Draw()
    {
        var share = new ChartAxis(0, 1, isShare: true);
        var svg = new SvgWriter(Left + Side + Right, Top + Side + Gap + CountHeight + Bottom, Title, ChartStyle.Rules + Rules);
        svg.Text(Left, 20, Title, "c-title");
        double key = Left;
        foreach ((string name, string styleClass) in new[] { ("right", "r-right"), ("too sure", "r-over"), ("not sure enough", "r-under") })
        {
            svg.Rectangle(key, 33, 12, 12, styleClass, 2).Text(key + 18, 43, name, "c-quiet");
            key += 30 + SvgWriter.WidthOf(name, 11.5);
        }

        int most = Math.Max(1, Bins.Select(b => b.Count).DefaultIfEmpty().Max());
        var counts = new ChartFrame(svg, share, new ChartAxis(0, most), Left, Top + Side + Gap, Side, CountHeight);
        var frame = new ChartFrame(svg, share, share, Left, Top, Side, Side);
        foreach (double tick in share.Ticks)
            svg.Line(Left, frame.Y(tick), Left + Side, frame.Y(tick), "c-grid").Text(Left - 8, frame.Y(tick) + 4, share.Write(tick), "c-text", TextAnchor.End);
        foreach (ReliabilityBin bin in Bins.Where(b => b.Count > 0)) Draw(svg, frame, counts, bin, Top + Side + Gap + CountHeight);
        svg.Line(frame.X(0), frame.Y(0), frame.X(1), frame.Y(1), "c-guide").Line(Left, Top + Side, Left + Side, Top + Side, "c-axis");
        double foot = Top + Side + Gap + CountHeight;
        svg.Line(Left, foot, Left + Side, foot, "c-axis").Text(Left - 8, counts.Y(most) + 4, Figures.Short(most), "c-text", TextAnchor.End);
        foreach (double tick in share.Ticks) svg.Text(frame.X(tick), foot + 19, share.Write(tick), "c-text", TextAnchor.Middle);
        svg.Text(Left + Side / 2, foot + 38, "probability of the answer", "c-text", TextAnchor.Middle).Text(Left - 46, Top + Side / 2, "right", "c-text", TextAnchor.Middle, turn: -90);
        svg.Text(Left - 46, Top + Side + Gap + CountHeight / 2, "answers", "c-text", TextAnchor.Middle, turn: -90);
        return svg;
    }

    private static void Draw(SvgWriter svg, ChartFrame frame, ChartFrame counts, ReliabilityBin bin, double foot)
    {
        double x = frame.X(bin.From) + 1, width = frame.X(bin.To) - frame.X(bin.From) - 2, right = frame.Y(bin.Accuracy), sure = frame.Y(bin.Confidence);
        svg.BeginGroup($"{Figures.Share(bin.From, 1)} to {Figures.Share(bin.To, 1)}: {Figures.Exact(bin.Count)} answers, mean probability {Figures.Share(bin.Confidence, 1)}, right {Figures.Share(bin.Accuracy, 1)}");
        double both = Math.Max(right, sure);
        svg.Rectangle(x, both, width, frame.Y(0) - both, "r-right");
        svg.Rectangle(x, Math.Min(right, sure), width, Math.Abs(right - sure), bin.Confidence > bin.Accuracy ? "r-over" : "r-under");
        svg.Rectangle(x, counts.Y(bin.Count), width, foot - counts.Y(bin.Count), "r-count").EndGroup();
    }
}
