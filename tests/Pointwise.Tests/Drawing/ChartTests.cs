using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Pointwise.Drawing;
using Xunit;

namespace Pointwise.Tests.Drawing;

public class ChartTests
{
    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.3, 9.7, "0 2 4 6 8 10")]
    [InlineData(-1, 1, "-1.0 -0.5 0.0 0.5 1.0")]
    [InlineData(0, 123456, "0 25.0K 50.0K 75.0K 100.0K 125.0K")]
    public void Axis_OfAnySpan_HasRoundTicksThatHoldIt(double least, double most, string ticks)
    {
        var axis = new ChartAxis(least, most);
        Assert.Equal(ticks, string.Join(' ', axis.Ticks.Select(axis.Write)));
        Assert.True(axis.From <= least && axis.To >= most);
        Assert.Equal((0, 1), (axis.Place(axis.From), axis.Place(axis.To)));
    }

    [Fact]
    public void Axis_OfCounts_HasWholeTicks() => Assert.All(new ChartAxis(1, 3, isWhole: true).Ticks, tick => Assert.Equal(Math.Round(tick), tick));

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(1e-300, 1e300)]
    [InlineData(1e15, 1e15)]
    [InlineData(3, 3)]
    public void Axis_OfOddNumbers_StaysSmallAndFinite(double least, double most)
    {
        var axis = new ChartAxis(least, most);
        Assert.InRange(axis.Ticks.Length, 2, 20);
        Assert.All(axis.Ticks, tick => Assert.True(double.IsFinite(tick)));
    }

    [Fact]
    public void Lines_WithAGap_ArePiecesWithinTheirPlaceAndInTheLegend()
    {
        ImmutableArray<ChartPoint> points = [.. Enumerable.Range(0, 10).Select(i => new ChartPoint(i, i == 4 ? double.NaN : i * i))];
        XElement[] all = Elements(new LineChart("Squares <1>", "n", "square", [new ChartLine("a", points) { HasDots = true }, new ChartLine("b", [new ChartPoint(3, 50)])]).Draw());
        XElement[] lines = [.. all.Where(e => e.Name.LocalName == "polyline")];
        Assert.Equal([4, 5], lines.Select(l => Points(l).Length));
        Assert.All(lines.SelectMany(Points), p => Assert.True(p.X is >= 66 and <= 542 && p.Y is >= 50 and <= 291, $"{p}"));
        Assert.Equal(9 + 1, all.Count(e => e.Name.LocalName == "circle"));
        string[] texts = Texts(all);
        Assert.Contains("Squares <1>", texts);
        Assert.Contains("a", texts);
        Assert.Contains("square", texts);
        Assert.Equal(Points(lines[0]).OrderByDescending(p => p.Y), Points(lines[0]));
    }

    [Fact]
    public void Lines_OfManyPoints_AreThinnedButKeepTheirPeaks()
    {
        ImmutableArray<ChartPoint> points = [.. Enumerable.Range(0, 1_000_000).Select(i => new ChartPoint(i, i == 777_777 ? 100 : 0))];
        SvgWriter drawing = new LineChart("", "", "", [new ChartLine("a", points)]).Draw();
        (double X, double Y)[] drawn = Points(Elements(drawing).Single(e => e.Name.LocalName == "polyline"));
        Assert.InRange(drawn.Length, 400, 1000);
        Assert.Equal(36, drawn.Min(p => p.Y), 1e-6);
        Assert.InRange(drawing.ToString().Length, 1000, 20_000);
    }

    [Fact]
    public void Lines_BeyondTheLargestPlace_LeaveAtTheUpperEdge()
    {
        XElement line = Elements(new LineChart("", "", "", [new ChartLine("a", [new(0, 1e6), new(1, 1), new(2, 2)])]) { EndsAt = 2, BeginsAt = 0 }.Draw()).Single(e => e.Name.LocalName == "polyline");
        Assert.Equal([36, 163, 36], Points(line).Select(p => p.Y));
    }

    [Fact]
    public void Lines_OfNothing_AreAnEmptyChart() => Assert.DoesNotContain(Elements(new LineChart("none", "x", "y", []).Draw()), e => e.Name.LocalName == "polyline");

    [Fact]
    public void HeatMap_OfCounts_HasACellWhereThereIsSomething()
    {
        ImmutableArray<string> names = ["cat", "dog & wolf"];
        XElement[] all = Elements(new HeatMap("confusion", "answer", "truth", names, names, [[new HeatCell(0.9, "9", "cat as cat"), new HeatCell(0.1, "1")], [new HeatCell(0, ""), new HeatCell(1, "7")]]).Draw());
        Assert.Equal(["h0", "h9", "h1", "h10"], all.Where(e => e.Name.LocalName == "rect").Select(e => e.Attribute("class")!.Value));
        Assert.Equal(["c-light", "c-text", "c-light"], all.Where(e => e.Name.LocalName == "text" && e.Value is "9" or "1" or "7").Select(e => e.Attribute("class")!.Value));
        Assert.Equal(2, Texts(all).Count(t => t == "dog & wolf"));
        Assert.Contains(all, e => e.Name.LocalName == "title" && e.Value == "cat as cat");
    }

    [Fact]
    public void HeatMap_OfManyClasses_LeavesOutWhatHasNoRoom()
    {
        ImmutableArray<string> names = [.. Enumerable.Range(0, 100).Select(i => $"class {i}")];
        XElement[] all = Elements(new HeatMap("confusion", "", "", names, names, [.. names.Select(_ => names.Select(_ => new HeatCell(0.5, "5")).ToImmutableArray())]).Draw());
        Assert.DoesNotContain("5", Texts(all));
        Assert.DoesNotContain("class 7", Texts(all));
        Assert.Equal(10_001, all.Count(e => e.Name.LocalName == "rect"));
    }

    [Fact]
    public void Bars_OfSeries_LieEndToEndAndFillTheWidth()
    {
        XElement[] all = Elements(new BarChart("t", ["train", "val"], [new("a", [30, 10], "40"), new("b", [0, 20], "20", "hint")]).Draw());
        double[] widths = [.. all.Where(e => e.Name.LocalName == "rect" && (string)e.Attribute("height")! == "16").Select(e => Number(e, "width"))];
        Assert.Equal(3, widths.Length);
        Assert.Equal((3, 2), (Math.Round(widths[0] / widths[1], 2), Math.Round(widths[2] / widths[1], 2)));
        Assert.Contains("hint", all.Where(e => e.Name.LocalName == "title").Select(e => e.Value));
    }

    [Fact]
    public void Reliability_OfBins_ShowsTheGapToTheDiagonal()
    {
        XElement[] all = Elements(new ReliabilityDiagram("t", [new(0, 0.5, 0.4, 0.2, 10), new(0.5, 1, 0.7, 0.9, 5), new(0, 0.1, 0, 0, 0)]).Draw());
        Assert.Equal((60.0, 60.0), (Height("r-over", 1), Height("r-under", 1)));
        Assert.Equal(2, all.Count(e => (string?)e.Attribute("class") == "r-count"));

        double Height(string kind, int skip) => Number(all.Where(e => (string?)e.Attribute("class") == kind).Skip(skip).Single(), "height");
    }

    private static XElement[] Elements(SvgWriter drawing) => [.. XDocument.Parse(drawing.ToString()).Descendants()];

    private static string[] Texts(XElement[] all) => [.. all.Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private static (double X, double Y)[] Points(XElement line) =>
        [.. line.Attribute("points")!.Value.Split(' ').Select(p => p.Split(',')).Select(p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
