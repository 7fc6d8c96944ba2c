using Pointwise.Drawing;
using Pointwise.Operators;

namespace Pointwise.Graphs;

/// <summary>
/// The picture of a network, top to bottom: boxes with operator, size and cost; scopes framed; branches side by side; auxiliary heads at the right.
/// The strip under a box is its share of the multiply-adds of the dearest box.
/// </summary>
internal sealed class GraphPicture
{
    private const double Margin = 28, Gap = 34, HeaderHeight = 88;

    private const string Style = """
        .page{fill:#fff}.title{font-size:20px;font-weight:700;fill:#16202b}.sub{font-size:12px;fill:#5b6b7b}
        .frame{fill:#f6f8fb;stroke:#cfd8e3}.scope{font-size:12px;font-weight:600;fill:#33475b}.small{font-size:10px;fill:#5b6b7b}
        .box{stroke-width:1}.name{font-size:12px;font-weight:600;fill:#16202b}.size{font-size:10px;fill:#3c4c5c}.onDark{font-size:11px;font-weight:600;fill:#fff}

        """ + OperatorColours.Rules + """

        .track{fill:#fff;fill-opacity:.65}.bar{fill:#16202b;fill-opacity:.55}
        .edge{fill:none;stroke:#8594a5;stroke-width:1.4}.aside{fill:none;stroke:#b3bfcc;stroke-width:1.4;stroke-dasharray:5 4}
        """;

    private readonly Graph graph;
    private readonly List<PictureBox> boxes;
    private readonly List<PictureFrame> frames;
    private readonly long dearest;
    private double width, height;

    public GraphPicture(Graph graph)
    {
        this.graph = graph;
        boxes = PictureBox.Of(graph);
        dearest = Math.Max(1, boxes.Max(b => b.MultiplyAdds));
        frames = Frames(graph, boxes);
        Place();
    }

    public SvgWriter Draw()
    {
        var svg = new SvgWriter(width, height, $"{graph.Name}: the network as a graph", Style);
        svg.Rectangle(0, 0, width, height, "page");
        DrawHeader(svg);
        foreach (PictureFrame frame in frames.Where(f => f.HasBorder)) DrawFrame(svg, frame);
        foreach (PictureBox box in boxes) DrawEdges(svg, box);
        foreach (PictureBox box in boxes) DrawBox(svg, box);
        return svg;
    }

    private static List<PictureFrame> Frames(Graph graph, List<PictureBox> boxes)
    {
        HashSet<int> main = MainNodes(graph);
        var frames = new List<PictureFrame>();
        var named = new Dictionary<string, List<PictureBox>>(StringComparer.Ordinal);
        List<PictureBox>? open = null;
        foreach (PictureBox box in boxes)
        {
            bool aside = !main.Contains(box.First);
            string key = box.Scope.Length > 0 ? box.Scope : aside ? " aside" : "";
            List<PictureBox>? list = key.Length > 0 ? named.GetValueOrDefault(key) : open;
            if (list is null)
            {
                frames.Add(new PictureFrame(box.Scope, list = []) { IsAside = aside });
                if (key.Length > 0) named[key] = list;
            }

            list.Add(box);
            if (!aside) open = key.Length > 0 ? null : list;
        }

        foreach (PictureBox box in boxes) KeepWithin(frames.First(f => f.Boxes.Contains(box)), box);
        foreach (PictureFrame frame in frames) frame.Arrange();
        return frames;
    }

    /// <summary>Runs of nodes without scope may be torn apart by a frame between: what they read of another run is outside.</summary>
    private static void KeepWithin(PictureFrame frame, PictureBox box)
    {
        foreach (PictureBox read in box.Reads.Where(r => !frame.Boxes.Contains(r)).ToArray())
        {
            box.Reads.Remove(read);
            box.ReadsOutside.Add(read);
        }
    }

    private static HashSet<int> MainNodes(Graph graph)
    {
        var open = new Stack<int>([graph.Heads[0].Node]);
        var seen = new HashSet<int>();
        while (open.TryPop(out int i))
        {
            if (!seen.Add(i)) continue;
            foreach (int input in graph.Nodes[i].Inputs) open.Push(input);
        }

        return seen;
    }

    private void Place()
    {
        double mainWidth = frames.Where(f => !f.IsAside).Max(f => f.Width), asideWidth = frames.Where(f => f.IsAside).Select(f => f.Width).DefaultIfEmpty(0).Max();
        width = Math.Max(2 * Margin + mainWidth + (asideWidth > 0 ? asideWidth + 2 * Margin : 0), 560);
        double centre = asideWidth > 0 ? Margin + mainWidth / 2 : width / 2;
        double y = HeaderHeight, asideY = HeaderHeight;
        foreach (PictureFrame frame in frames)
        {
            if (frame.IsAside)
            {
                double below = frame.Boxes.SelectMany(b => b.ReadsOutside).Select(r => r.Bottom).DefaultIfEmpty(asideY).Max() + Gap;
                frame.Place(Margin + mainWidth + 2 * Margin + asideWidth / 2, Math.Max(below, asideY));
                asideY = frame.Y + frame.Height + Gap;
                continue;
            }

            frame.Place(centre, y);
            y += frame.Height + Gap;
        }

        height = Math.Max(y, asideY) - Gap + Margin;
    }

    private void DrawHeader(SvgWriter svg)
    {
        long parameters = boxes.Sum(b => b.Parameters), products = boxes.Sum(b => b.MultiplyAdds);
        svg.Text(Margin, 36, graph.Name, "title");
        svg.Text(Margin, 56, $"{graph.Input.Shape.ToPicture()}, {Figures.Exact(parameters)} parameters, {Figures.Exact(products)} multiply-adds", "sub");
        double x = Margin;
        foreach ((string style, string text) in (ReadOnlySpan<(string, string)>)[("point", "1x1"), ("conv", "k x k"), ("pool", "pool"), ("linear", "linear"), ("join", "join")])
        {
            svg.Rectangle(x, 66, 10, 10, $"box {style}", 2).Text(x + 14, 75, text, "small");
            x += 24 + SvgWriter.WidthOf(text, 10);
        }

        svg.Rectangle(x, 69, 26, 4, "bar", 2).Text(x + 31, 75, "multiply-adds beside the dearest box", "small");
    }

    private static void DrawFrame(SvgWriter svg, PictureFrame frame)
    {
        double left = frame.CentreX - frame.Width / 2;
        svg.Rectangle(left, frame.Y - 6, frame.Width, frame.Height + 6, "frame", 10);
        svg.Text(left + 12, frame.Y + 10, frame.Scope, "scope");
        long parameters = frame.Boxes.Sum(b => b.Parameters), products = frame.Boxes.Sum(b => b.MultiplyAdds);
        if (frame.Width > 260) svg.Text(left + frame.Width - 12, frame.Y + 10, $"{Figures.Short(parameters)} parameters, {Figures.Short(products)} multiply-adds", "small", TextAnchor.End);
    }

    private void DrawEdges(SvgWriter svg, PictureBox box)
    {
        PictureFrame frame = frames.First(f => f.Boxes.Contains(box));
        foreach (PictureBox read in box.Reads) DrawWithin(svg, read, box);
        foreach (PictureBox read in box.ReadsOutside)
        {
            if (frame.IsAside && read.X + read.HalfWidth < box.X) svg.Elbow(read.X + read.HalfWidth, read.Y + read.BoxHeight / 2, box.X, box.Y, "aside");
            else if (!frame.HasBorder || Math.Abs(read.X - frame.CentreX) > 1) DrawWithin(svg, read, box);
            else
            {
                double turned = frame.Y + PictureFrame.TitleHeight;
                svg.Flow(read.X, read.Bottom, frame.CentreX, frame.FanY, "edge").Flow(frame.CentreX, frame.FanY, box.X, turned, "edge").Flow(box.X, turned, box.X, box.Y, "edge");
            }
        }
    }

    private void DrawWithin(SvgWriter svg, PictureBox read, PictureBox box)
    {
        double to = Math.Clamp(read.X, box.X - box.HalfWidth + PictureBox.Width / 2, box.X + box.HalfWidth - PictureBox.Width / 2);
        double from = Math.Clamp(to, read.X - read.HalfWidth + PictureBox.Width / 2, read.X + read.HalfWidth - PictureBox.Width / 2);
        if (Blocking(read, box, from, to) is { } blocked) svg.Detour(from, read.Bottom, blocked, to, box.Y, "edge");
        else svg.Flow(from, read.Bottom, to, box.Y, "edge");
    }

    /// <summary>Where to go around when boxes stand in a straight edge's way; null where none does.</summary>
    private double? Blocking(PictureBox read, PictureBox box, double from, double to)
    {
        if (Math.Abs(from - to) > 1) return null;
        var between = boxes.Where(b => b != read && b != box && b.Y > read.Bottom - 1 && b.Bottom < box.Y + 1 && Math.Abs(b.X - from) < b.HalfWidth).ToArray();
        return between.Length == 0 ? null : between.Max(b => b.X + b.HalfWidth) + 10;
    }

    private void DrawBox(SvgWriter svg, PictureBox box)
    {
        double left = box.X - box.HalfWidth, full = 2 * box.HalfWidth;
        string label = OperatorText.Label(box.Node.Operator), size = box.Shape.ToPicture();
        svg.BeginGroup($"{box.Node.Name}: {string.Join(" + ", box.Tail.Prepend(label))}, {size}, {Figures.Exact(box.Parameters)} parameters, {Figures.Exact(box.MultiplyAdds)} multiply-adds");
        svg.Rectangle(left, box.Y, full, box.BoxHeight, $"box {StyleOf(box.Node.Operator)}", box.BoxHeight == PictureBox.BarHeight ? 13 : 6);
        if (box.BoxHeight == PictureBox.BarHeight)
        {
            svg.Text(box.X, box.Y + 17, $"{string.Join(" + ", box.Tail.Prepend(label))} · {size}", "onDark", TextAnchor.Middle).EndGroup();
            return;
        }

        svg.Text(box.X, box.Y + 17, label, "name", TextAnchor.Middle);
        string cost = box.MultiplyAdds > 0 ? $" · {Figures.Short(box.MultiplyAdds)}" : "";
        svg.Text(box.X, box.Y + 31, $"{size}{cost}", "size", TextAnchor.Middle);
        if (box.MultiplyAdds > 0)
        {
            svg.Rectangle(left + 8, box.Y + 36, full - 16, 4, "track", 2);
            svg.Rectangle(left + 8, box.Y + 36, Math.Max(2, (full - 16) * box.MultiplyAdds / dearest), 4, "bar", 2);
        }

        svg.EndGroup();
    }

    private static string StyleOf(Operator op) => op switch
    {
        Conv2D { Window.Taps: 1 } or ResidualConv2D { Convolution.Window.Taps: 1 } or PooledConv2D => "point",
        Conv2D or ResidualConv2D or ConvTranspose2D => "conv",
        MaxPool or AveragePool or BiasedAveragePool or GlobalAveragePool or AdaptiveAveragePool => "pool",
        Concat or Add => "join",
        Linear => "linear",
        Input => "input",
        _ => "other",
    };
}
