using Pointwise.Drawing;

namespace Pointwise.Data.Checks;

/// <summary>Draws how many pictures each class has: a bar a class, a colour a part.</summary>
internal static class ClassBars
{
    public const int MostClasses = 60;

    public static SvgWriter Draw(DataReport report) => new BarChart("Pictures of each class", [.. report.Parts.Select(p => p.Name)], [.. report.Classes.Take(MostClasses).Select(c => BarOf(report, c))]).Draw();

    private static ChartBar BarOf(DataReport report, ClassCount c) => new(c.Class, [.. c.PerPart.Select(n => (double)n)], string.Join(" + ", c.PerPart.Select(n => Figures.Exact(n))),
        $"{c.Class}: {string.Join(", ", report.Parts.Select((part, p) => $"{part.Name} {Figures.Exact(c.PerPart[p])}"))}");
}
