using Pointwise.Drawing;
using Pointwise.Tensors;

namespace Pointwise.Costs;

/// <summary>
/// A bottleneck drawn: stacks of maps as blocks (the picture is the front, channels go back), what one value of the result sees marked in them,
/// and the multiply-adds as bars.
/// </summary>
public static class BottleneckDrawing
{
    private const double Margin = 36, Side = 110, MostDepth = 92, Pitch = 372, RowHeight = 250, BarHeight = 20;

    private const string Style = """
        .page{fill:#fff}.title{font-size:18px;font-weight:700;fill:#16202b}.label{font-size:13px;font-weight:600;fill:#16202b}.small{font-size:11.5px;fill:#4a5a6a}
        .front{fill:#dfeafa;stroke:#4f7fb8}.top{fill:#f0f6fe;stroke:#4f7fb8}.side{fill:#c3d7f0;stroke:#4f7fb8}
        .seen{fill:#f2a33a;stroke:#b56f0d}.seenTop{fill:#ffe2b8;stroke:#b56f0d}.seenSide{fill:#f7c272;stroke:#b56f0d}
        .arrow{stroke:#33475b;stroke-width:1.8}.head{fill:#33475b}.track{fill:#eef1f5}.direct{fill:#4f7fb8}.reduce{fill:#f2a33a}.after{fill:#7fa9dd}
        """;

    /// <summary>Draws it.</summary>
    /// <param name="bottleneck">The arithmetic.</param>
    public static SvgWriter Draw(Bottleneck bottleneck)
    {
        ConvolutionStep direct = bottleneck.Direct;
        bool reduces = bottleneck.Reduction is not null;
        double width = 2 * Margin + (reduces ? 2 : 1) * Pitch + Side + MostDepth + 20, height = 70 + (reduces ? 2 : 1) * RowHeight + (reduces ? 84 : 50);
        string title = $"{direct.Kernel}x{direct.Kernel}, {direct.Filters} filters on {direct.Input.ToPicture()}" + (reduces ? $", and behind a 1x1 reduction to {bottleneck.Reduction!.Filters}" : "");
        var svg = new SvgWriter(width, height, title, Style);
        svg.Rectangle(0, 0, width, height, "page").Text(Margin, 40, title, "title");
        int most = Math.Max(direct.Input.C, direct.Filters);
        DrawRow(svg, 70, [direct], most);
        if (reduces) DrawRow(svg, 70 + RowHeight, [bottleneck.Reduction!, bottleneck.Reduced!], most);
        DrawBars(svg, bottleneck, 70 + (reduces ? 2 : 1) * RowHeight, width - 2 * Margin);
        return svg;
    }

    private static void DrawRow(SvgWriter svg, double top, ConvolutionStep[] steps, int most)
    {
        double x = Margin;
        for (int i = 0; i < steps.Length; i++)
        {
            ConvolutionStep step = steps[i];
            DrawBlock(svg, x, top, step.Input, most, step.Kernel);
            double from = x + Side + DepthOf(step.Input.C, most) + 12, to = x + Pitch - 14, y = top + 40 + (Side + MostDepth / 2) / 2;
            svg.Line(from, y, to - 8, y, "arrow").Polygon("head", (to, y), (to - 10, y - 5), (to - 10, y + 5));
            double middle = (from + to) / 2;
            svg.Text(middle, y - 10, $"{step.Kernel}x{step.Kernel}, {step.Filters} filters", "label", TextAnchor.Middle);
            svg.Text(middle, y + 20, $"{Figures.Short(step.MultiplyAdds)} multiply-adds", "small", TextAnchor.Middle);
            svg.Text(middle, y + 36, $"{Figures.Short(step.Weights)} weights", "small", TextAnchor.Middle);
            x += Pitch;
        }

        DrawBlock(svg, x, top, steps[^1].Output, most, 1);
    }

    /// <summary>A block with the columns of channels that one value of the next block sees.</summary>
    private static void DrawBlock(SvgWriter svg, double x, double top, Shape shape, int most, int kernel)
    {
        double depth = DepthOf(shape.C, most), scale = Side / Math.Max(shape.H, shape.W);
        double w = Math.Max(14, shape.W * scale), h = Math.Max(14, shape.H * scale);
        double y = top + 20 + MostDepth / 2 + (Side - h) / 2;
        Cuboid(svg, x, y, w, h, depth, "front", "top", "side");
        double seenW = Math.Clamp(kernel * scale, 5, w), seenH = Math.Clamp(kernel * scale, 5, h);
        double column = x + w - seenW - Math.Min(w - seenW, w * 0.22);
        Cuboid(svg, column, y, seenW, seenH, depth, "seen", "seenTop", "seenSide", sideVisible: column + seenW > x + w - 0.5);
        svg.Text(x + w / 2, y + h + 20, shape.ToPicture(), "label", TextAnchor.Middle);
    }

    private static void Cuboid(SvgWriter svg, double x, double y, double w, double h, double depth, string front, string top, string side, bool sideVisible = true)
    {
        double dx = depth, dy = depth / 2;
        svg.Polygon(top, (x, y), (x + dx, y - dy), (x + w + dx, y - dy), (x + w, y));
        if (sideVisible) svg.Polygon(side, (x + w, y), (x + w + dx, y - dy), (x + w + dx, y + h - dy), (x + w, y + h));
        svg.Rectangle(x, y, w, h, front);
    }

    private static void DrawBars(SvgWriter svg, Bottleneck b, double top, double full)
    {
        const double names = 130, values = 250;
        double room = full - names - values, most = Math.Max(b.Direct.MultiplyAdds, b.MultiplyAdds);
        Bar(svg, top, "direct", room, $"{Figures.Exact(b.Direct.MultiplyAdds)} multiply-adds", ("direct", b.Direct.MultiplyAdds / most));
        if (b.Reduction is null) return;
        string times = b.Saving >= 1 ? $" ({Figures.Times(b.Saving)} fewer)" : "";
        Bar(svg, top + 34, "with reduction", room, $"{Figures.Exact(b.MultiplyAdds)}{times}", ("reduce", b.Reduction.MultiplyAdds / most), ("after", b.Reduced!.MultiplyAdds / most));
    }

    private static void Bar(SvgWriter svg, double y, string name, double room, string value, params ReadOnlySpan<(string Style, double Share)> parts)
    {
        svg.Text(Margin, y + 15, name, "label").Rectangle(Margin + 130, y, room, BarHeight, "track", 4);
        double x = Margin + 130;
        foreach ((string style, double share) in parts)
        {
            svg.Rectangle(x, y, share * room, BarHeight, style);
            x += share * room;
        }

        svg.Text(Margin + 130 + room + 12, y + 15, value, "small");
    }

    private static double DepthOf(int channels, int most) => 6 + (MostDepth - 6) * channels / most;
}
