using Pointwise.Drawing;

namespace Pointwise.Data.Checks;

/// <summary>Draws how many pictures each class has: a bar a class, a colour a part.</summary>
internal static class ClassBars
{
    public const int MostClasses = 60;

    private const double Row = 24, Left = 190, Width = 760, Right = 90, Head = 34;

    private const string Style = """
        .name{font-size:13px;fill:#1c2733}.count{font-size:12px;fill:#5b6b7b}.axis{stroke:#c9d3dd}
        .part0{fill:#3b6ea5}.part1{fill:#e0913a}.part2{fill:#6a9a4f}
        """;

    public static SvgWriter Draw(DataReport report)
    {
        ClassCount[] classes = [.. report.Classes.Take(MostClasses)];
        int most = Math.Max(1, classes.Max(c => c.PerPart.Sum()));
        double scale = (Width - Left - Right) / most, bottom = Head + Row * classes.Length;
        var svg = new SvgWriter(Width, bottom + 8, "Pictures of each class", Style);
        double key = Left;
        for (int p = 0; p < report.Parts.Length; p++)
        {
            svg.Rectangle(key, 8, 12, 12, $"part{p}", 2).Text(key + 18, 18, report.Parts[p].Name, "count");
            key += 36 + SvgWriter.WidthOf(report.Parts[p].Name, 12);
        }

        svg.Line(Left, Head - 4, Left, bottom, "axis");
        for (int i = 0; i < classes.Length; i++)
        {
            double y = Head + Row * i, x = Left;
            svg.BeginGroup($"{classes[i].Class}: {string.Join(", ", report.Parts.Select((part, p) => $"{part.Name} {Figures.Exact(classes[i].PerPart[p])}"))}").Text(Left - 10, y + 13, Short(classes[i].Class), "name", TextAnchor.End);
            for (int p = 0; p < report.Parts.Length; p++)
            {
                double length = scale * classes[i].PerPart[p];
                svg.Rectangle(x, y, length, Row - 8, $"part{p}");
                x += length;
            }

            svg.Text(x + 8, y + 13, string.Join(" + ", classes[i].PerPart.Select(c => Figures.Exact(c))), "count").EndGroup();
        }

        return svg;
    }

    private static string Short(string name) => name.Length <= 24 ? name : name[..23] + "…";
}
