using System.Globalization;
using System.Xml.Linq;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Costs;
using Xunit;

namespace Pointwise.Tests.Graphs;

public class GraphPrinterTests
{
    [Fact]
    public void Picture_OfAnInceptionModule_IsFourBranchesSideBySide()
    {
        XDocument picture = XDocument.Parse(GraphPrinter.Picture(Networks.Module3A()).ToString());
        XElement[] boxes = [.. Boxes(picture).Where(b => !Hint(b).StartsWith("input", StringComparison.Ordinal) && !Hint(b).Contains("output", StringComparison.Ordinal))];
        Assert.Equal(7, boxes.Length);
        Assert.Equal(4, boxes.Select(Left).Distinct().Count());
        double X(string node) => Left(boxes.Single(b => Hint(b).StartsWith($"inception_3a.{node}:", StringComparison.Ordinal)));
        Assert.Equal(X("3x3_reduce"), X("3x3"));
        Assert.Equal(X("5x5_reduce"), X("5x5"));
        Assert.Equal(X("pool"), X("pool_proj"));
        Assert.True(X("1x1") < X("3x3") && X("3x3") < X("5x5") && X("5x5") < X("pool"));
        Assert.Contains("conv 3x3 128", picture.ToString(), StringComparison.Ordinal);
        Assert.Contains("28x28x128 · 86.70M", picture.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_OfBranchesWithoutScope_HasThemSideBySideAllTheSame()
    {
        var builder = new GraphBuilder("flat");
        Value x = builder.Input(new Shape(1, 8, 6, 6));
        Value one = x.Conv2D("a", 4, Window.Square(1)), three = x.Conv2D("b", 4, Window.Square(1)).Conv2D("c", 4, Window.Square(3, padding: 1));
        Value joined = Value.Concat("joined", one, three);
        builder.Head("main", builder.Add("sum", new Add(), joined, x).Conv2D("last", 2, Window.Square(1)));
        XDocument picture = XDocument.Parse(GraphPrinter.Picture(builder.Build()).ToString());
        double X(string node) => Left(Boxes(picture).Single(b => Hint(b).StartsWith($"{node}:", StringComparison.Ordinal)));
        Assert.NotEqual(X("a"), X("b"));
        Assert.Equal(X("b"), X("c"));
        CheckBoxes(picture);
    }

    public static TheoryData<string> CatalogNames => [.. ArchitectureCatalog.Names];

    [Theory]
    [MemberData(nameof(CatalogNames))]
    public void Picture_OfTheCatalog_HasNoOverlappingBoxesAndStaysOnThePage(string name)
    {
        XDocument picture = XDocument.Parse(GraphPrinter.Picture(ArchitectureCatalog.Get(name).Build(heads: true)).ToString());
        CheckBoxes(picture);
    }

    [Fact]
    public void Text_HasOneLineANodeAndOneAHead()
    {
        Graph graph = Networks.Plain();
        string[] lines = GraphPrinter.Text(graph).TrimEnd('\n').Split('\n');
        Assert.Equal(graph.Nodes.Length + graph.Heads.Length, lines.Length);
        Assert.Matches(@"^ +1  conv1 +conv 3x3 4 +8x8x4 +40 +2,304  <- 0$", lines[1]);
        Assert.Equal("head aux1: side", lines[^1]);
    }

    [Fact]
    public void Dot_HasAClusterAScopeAndTheShapesOnTheEdges()
    {
        string dot = GraphPrinter.Dot(Networks.Module3A());
        Assert.StartsWith("digraph \"module\" {\n", dot, StringComparison.Ordinal);
        Assert.Contains("subgraph \"cluster_inception_3a\" {\n  label=\"inception_3a\";", dot, StringComparison.Ordinal);
        Assert.Contains("[label=\"3x3\\nconv 3x3 128\\n110.7K parameters, 86.70M multiply-adds\"];", dot, StringComparison.Ordinal);
        Assert.Contains("n0 -> n1 [label=\"28x28x192\"];", dot, StringComparison.Ordinal);
        Assert.Equal(dot.Count(c => c == '{'), dot.Count(c => c == '}'));
    }

    private static void CheckBoxes(XDocument picture)
    {
        double width = Number(picture.Root!, "width"), height = Number(picture.Root!, "height");
        (double X, double Y, double W, double H)[] boxes = [.. Boxes(picture).Select(b => b.Elements().First(e => e.Name.LocalName == "rect"))
            .Select(r => (Number(r, "x"), Number(r, "y"), Number(r, "width"), Number(r, "height")))];
        Assert.All(boxes, b => Assert.True(b.X >= 0 && b.Y >= 0 && b.X + b.W <= width && b.Y + b.H <= height));
        for (int i = 0; i < boxes.Length; i++)
            for (int j = i + 1; j < boxes.Length; j++)
                Assert.False(boxes[i].X < boxes[j].X + boxes[j].W && boxes[j].X < boxes[i].X + boxes[i].W && boxes[i].Y < boxes[j].Y + boxes[j].H && boxes[j].Y < boxes[i].Y + boxes[i].H, $"boxes {i} and {j}");
    }

    private static IEnumerable<XElement> Boxes(XDocument picture) => picture.Descendants().Where(e => e.Name.LocalName == "g");

    private static string Hint(XElement box) => box.Elements().First(e => e.Name.LocalName == "title").Value;

    private static double Left(XElement box) => Number(box.Elements().First(e => e.Name.LocalName == "rect"), "x");

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
