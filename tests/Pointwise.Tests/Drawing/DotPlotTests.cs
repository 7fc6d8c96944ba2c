using System.Globalization;
using System.Xml.Linq;
using Pointwise.Drawing;
using Xunit;

namespace Pointwise.Tests.Drawing;

public class DotPlotTests
{
    [Theory]
    [InlineData(new[] { 0.91, 0.93 }, new[] { 0.955, 0.951, 0.949 })]
    [InlineData(new[] { 0.5 }, new[] { 0.5 })]
    [InlineData(new[] { -3.0, 1200 }, new double[0])]
    public void Draw_HasADotForEachValueWithinTheAxis(double[] first, double[] second)
    {
        XElement svg = XElement.Parse(new DotPlot("accuracy", "a dot a seed", [new DotRow("a", "x", [.. first]), new DotRow("b", "y", [.. second])]).Draw().ToElement());
        XNamespace ns = svg.Name.Namespace;
        XElement[] dots = [.. svg.Descendants(ns + "circle")];
        Assert.Equal(first.Length + second.Length, dots.Length);
        double[] grid = [.. svg.Descendants(ns + "line").Select(l => Number(l, "x1"))];
        Assert.All(dots, dot => Assert.InRange(Number(dot, "cx"), grid.Min() - 0.01, grid.Max() + 0.01));
        Assert.Equal(second.Length > 0 ? 2 : 1, svg.Descendants(ns + "rect").Count());
    }

    [Fact]
    public void Draw_OfNothing_IsAnEmptyPlot() => Assert.Empty(XElement.Parse(new DotPlot("t", "n", []).Draw().ToElement()).Descendants("circle"));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
