using System.Globalization;
using System.Text;

namespace Pointwise.Drawing;

/// <summary>Where a text's position lies in it.</summary>
public enum TextAnchor
{
    /// <summary>At its left end.</summary>
    Start,

    /// <summary>In its middle.</summary>
    Middle,

    /// <summary>At its right end.</summary>
    End,
}

/// <summary>Writes one SVG drawing: shapes in drawing order, all text escaped, sizes in pixels, colours by CSS class.</summary>
/// <param name="width">Width of the drawing.</param>
/// <param name="height">Height of the drawing.</param>
/// <param name="title">What it shows, for readers that do not see it.</param>
/// <param name="style">CSS rules of the classes used.</param>
public sealed class SvgWriter(double width, double height, string title, string style)
{
    /// <summary>The typeface of every text.</summary>
    public const string Typeface = "system-ui,'Segoe UI','DejaVu Sans',Helvetica,sans-serif";

    private readonly StringBuilder body = new();

    /// <summary>A rectangle with rounded corners.</summary>
    public SvgWriter Rectangle(double x, double y, double w, double h, string styleClass, double radius = 0) =>
        Element("rect", styleClass, ("x", x), ("y", y), ("width", Math.Max(0, w)), ("height", Math.Max(0, h)), ("rx", radius));

    /// <summary>A circle.</summary>
    public SvgWriter Circle(double x, double y, double radius, string styleClass) => Element("circle", styleClass, ("cx", x), ("cy", y), ("r", radius));

    /// <summary>A straight line.</summary>
    public SvgWriter Line(double x1, double y1, double x2, double y2, string styleClass) =>
        Element("line", styleClass, ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));

    /// <summary>A closed shape with straight sides.</summary>
    public SvgWriter Polygon(string styleClass, params ReadOnlySpan<(double X, double Y)> corners) => Corners("polygon", styleClass, corners);

    /// <summary>A curve that leaves downwards and arrives from above.</summary>
    public SvgWriter Flow(double x1, double y1, double x2, double y2, string styleClass)
    {
        double bend = Math.Max(6, Math.Abs(y2 - y1) / 2);
        return Path(Math.Abs(x1 - x2) < 0.5 ? $"M{Number(x1)},{Number(y1)}L{Number(x2)},{Number(y2)}"
            : $"M{Number(x1)},{Number(y1)}C{Number(x1)},{Number(y1 + bend)} {Number(x2)},{Number(y2 - bend)} {Number(x2)},{Number(y2)}", styleClass);
    }

    /// <summary>A curve that leaves downwards, keeps to a column beside, and arrives from above.</summary>
    public SvgWriter Detour(double x1, double y1, double aside, double x2, double y2, string styleClass)
    {
        double turn = Math.Min(24, (y2 - y1) / 2);
        return Path($"M{Number(x1)},{Number(y1)}C{Number(x1)},{Number(y1 + turn)} {Number(aside)},{Number(y1)} {Number(aside)},{Number(y1 + turn)}"
            + $"L{Number(aside)},{Number(y2 - turn)}C{Number(aside)},{Number(y2)} {Number(x2)},{Number(y2 - turn)} {Number(x2)},{Number(y2)}", styleClass);
    }

    /// <summary>A curve that leaves sideways and arrives from above.</summary>
    public SvgWriter Elbow(double x1, double y1, double x2, double y2, string styleClass) =>
        Path($"M{Number(x1)},{Number(y1)}C{Number(x2)},{Number(y1)} {Number(x2)},{Number(y1)} {Number(x2)},{Number(y2)}", styleClass);

    /// <summary>Straight lines from point to point.</summary>
    public SvgWriter Polyline(string styleClass, params ReadOnlySpan<(double X, double Y)> points) => Corners("polyline", styleClass, points);

    /// <summary>One line of text; <paramref name="y"/> is its base line. It may be turned about its place, in degrees clockwise.</summary>
    public SvgWriter Text(double x, double y, string text, string styleClass, TextAnchor anchor = TextAnchor.Start, double turn = 0)
    {
        string word = anchor switch { TextAnchor.Middle => "middle", TextAnchor.End => "end", _ => "start" };
        string turned = turn == 0 ? "" : $" transform=\"rotate({Number(turn)} {Number(x)} {Number(y)})\"";
        body.Append(CultureInfo.InvariantCulture, $"<text class=\"{Escape(styleClass)}\" x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{word}\"{turned}>{Escape(text)}</text>\n");
        return this;
    }

    /// <summary>Begins a group that shows a text where the pointer rests on it.</summary>
    public SvgWriter BeginGroup(string hint)
    {
        body.Append("<g><title>").Append(Escape(hint)).Append("</title>\n");
        return this;
    }

    /// <summary>Ends the group.</summary>
    public SvgWriter EndGroup()
    {
        body.Append("</g>\n");
        return this;
    }

    /// <summary>About how wide a text is, in pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Its size in pixels.</param>
    public static double WidthOf(string text, double size) => 0.6 * size * text.Length;

    /// <summary>The drawing as an element to be put into a page.</summary>
    public string ToElement() => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Number(width)}\" height=\"{Number(height)}\" viewBox=\"0 0 {Number(width)} {Number(height)}\" role=\"img\">\n")
        + $"<title>{Escape(title)}</title>\n<style>text{{font-family:{Typeface}}}{style}</style>\n{body}</svg>\n";

    /// <summary>The drawing as a file.</summary>
    public override string ToString() => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{ToElement()}";

    /// <summary>Text as XML and HTML take it; characters that XML does not allow become question marks.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < 32 or 0xFFFE or 0xFFFF => escaped.Append('?'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    private SvgWriter Corners(string name, string styleClass, ReadOnlySpan<(double X, double Y)> points)
    {
        body.Append('<').Append(name).Append(" class=\"").Append(Escape(styleClass)).Append("\" points=\"");
        for (int i = 0; i < points.Length; i++) body.Append(i == 0 ? "" : " ").Append(Number(points[i].X)).Append(',').Append(Number(points[i].Y));
        body.Append("\"/>\n");
        return this;
    }

    private SvgWriter Path(string data, string styleClass)
    {
        body.Append("<path class=\"").Append(Escape(styleClass)).Append("\" d=\"").Append(data).Append("\"/>\n");
        return this;
    }

    private SvgWriter Element(string name, string styleClass, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        body.Append('<').Append(name).Append(" class=\"").Append(Escape(styleClass)).Append('"');
        foreach ((string attribute, double value) in attributes)
            if (attribute != "rx" || value > 0) body.Append(' ').Append(attribute).Append("=\"").Append(Number(value)).Append('"');
        body.Append("/>\n");
        return this;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
