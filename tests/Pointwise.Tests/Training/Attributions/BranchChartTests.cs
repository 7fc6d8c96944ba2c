using System.Globalization;
using System.Xml.Linq;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Inference;
using Pointwise.Training.Attributions;
using Xunit;

namespace Pointwise.Tests.Training.Attributions;

public class BranchChartTests
{
    [Fact]
    public void Chart_OfModules_LaysBranchesToBothSidesInTheColoursOfTheNetworksPicture()
    {
        ModuleContribution[] modules =
        [
            Module("a <1>", ("1x1", 2), ("3x3", -1), ("5x5", 4), ("pool", -1)),
            Module("b", ("pass", 1), ("7x7", 1)),
        ];
        var attribution = new Attribution(new Answer(0, "cat & dog", 0.5), 2, AttributionMethod.Cam, "layer", new AttributionMap(1, 1, [1]), new Region(0, 0, 1, 1), new MapPlacement(0.5, 0.5, 1, 1), [.. modules], []);
        XElement drawing = XDocument.Parse(BranchChart.Draw(attribution).ToString()).Root!;
        XElement[] parts = [.. drawing.Elements().Where(e => e.Name.LocalName == "g")];
        Assert.Equal(["point", "conv", "conv2", "pool", "other", "conv"], parts.Select(p => (string)Rectangle(p).Attribute("class")!));
        Assert.Equal("a <1>, 5x5 (steps), 8 channels: +4.000, +50.0%", parts[2].Elements().First().Value);
        double middle = Number(Rectangle(parts[0]), "x"), unit = Number(Rectangle(parts[0]), "width") / 2;
        Assert.Equal([middle, middle - unit, middle + 2 * unit, middle - 2 * unit], parts.Take(4).Select(p => Number(Rectangle(p), "x")), (a, b) => Math.Abs(a - b) < 0.05);
        string[] texts = [.. drawing.Elements().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Contains("Which branches carried cat & dog", texts);
        Assert.Contains("+4.00", texts);
        Assert.Contains("3x3, 7x7", texts);
    }

    private static ModuleContribution Module(string name, params (string Name, double Value)[] branches)
    {
        double magnitude = branches.Sum(b => Math.Abs(b.Value));
        return new ModuleContribution(name, [.. branches.Select(b => new BranchContribution(b.Name, "steps", 8, b.Value, b.Value / magnitude))]);
    }

    private static XElement Rectangle(XElement group) => group.Elements().Single(e => e.Name.LocalName == "rect");

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
