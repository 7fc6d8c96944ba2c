using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class NetworkFileTests
{
    [Theory]
    [InlineData("googlenet", 1, 224, 1000)]
    [InlineData("googlenet", 2, 192, 37)]
    [InlineData("small-inception", 1, 28, 10)]
    [InlineData("small-inception", 3, 63, 10)]
    [InlineData("small-inception", 1, 64, 5)]
    [InlineData("small-inception", 1, 224, 1000)]
    public void ShippedFile_GivesTheGraphOfTheCode(string name, int batch, int side, int classes)
    {
        var input = new Shape(batch, 3, side, side);
        foreach (bool heads in new[] { false, true })
            Assert.Equal(ArchitectureCatalog.Get(name).Build(input, classes, heads), NetworkFile.Shipped(name).Build(input, classes, heads));
    }

    [Fact]
    public void ShippedFile_HasTheFactsOfTheCatalog()
    {
        foreach (string name in NetworkFile.ShippedNames)
        {
            Architecture code = ArchitectureCatalog.Get(name), file = NetworkFile.Shipped(name);
            Assert.Equal((code.Name, code.InputShape, code.Classes, code.Initialization, code.LearningRate), (file.Name, file.InputShape, file.Classes, file.Initialization, file.LearningRate));
            Assert.Equal(code.Preprocessing, file.Preprocessing);
        }
    }

    [Fact]
    public void ShippedText_OfAnUnknownName_TellsTheNearest()
    {
        var e = Assert.Throws<PointwiseException>(() => NetworkFile.ShippedText("googlnet"));
        Assert.Contains("did you mean googlenet?", e.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void DocumentedExample_Reads()
    {
        string page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "network-files.md"));
        int start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + 8;
        Architecture network = NetworkFile.Parse(page[start..page.IndexOf("```", start, StringComparison.Ordinal)], "docs/network-files.md");
        Graph graph = network.Build(batch: 2, heads: true);
        Assert.Equal(["main", "aux1"], graph.Heads.Select(h => h.Name));
        Assert.Equal(new Shape(2, 160, 16, 16), graph.ShapeOf("inception_a.output"));
        Assert.Equal(new Shape(2, 224, 8, 8), graph.ShapeOf("reduction.output"));
        Assert.Equal(new Shape(2, 384, 8, 8), graph.ShapeOf("inception_b.output"));
        Assert.Equal(new Shape(2, 10), graph.ShapeOf("linear"));
    }

    [Fact]
    public void DocumentedRowTypes_AreThoseThatAreRead()
    {
        string page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "network-files.md"));
        var e = Assert.Throws<PointwiseException>(() => NetworkFile.Parse("network: a\ninput: 8x8x1\nrows: [{type: none}]", "a.yaml"));
        Assert.All(e.Expected.Split(", "), type => Assert.Matches($@"\n\| ([a-z ]+, )*{type}(, [a-z ]+)* \|", page));
    }

    [Fact]
    public void EveryRowType_WritesItsOperator()
    {
        Graph graph = Rows("""
              - {type: convolution, name: c, patch: 1x3/1, filters: 4, padding: 0, unit: conv}
              - {type: batch norm, epsilon: 1e-4, relu: true}
              - {type: relu}
              - {type: sigmoid}
              - {type: scale, factor: -2.5}
              - {type: avg pool, patch: 2x2/2, count padding: true, ceil: false}
              - {type: avg pool, output: 2x3}
              - {type: max pool, patch: 2x2, padding: 1}
              - {type: lrn}
              - {type: flatten}
              - {type: dropout, rate: 0.25}
              - {type: linear, outputs: 7, relu: true}
              - {type: softmax}
            """);
        Assert.Equal(
            [
                new Conv2D(4, new Window(1, 3)), new BatchNorm(1e-4f, Activation: Activation.Relu), new Relu(), new Sigmoid(), new Scale(-2.5f),
                new AveragePool(Window.Square(2, 2), CountPadding: true), new AdaptiveAveragePool(2, 3), new MaxPool(Window.Square(2, 1, 1, ceilMode: true)),
                new LocalResponseNorm(5, 1e-4f, 0.75f, 1), new Flatten(), new Dropout(0.25f), new Linear(7, Activation: Activation.Relu),
            ],
            graph.Nodes.Skip(1).Select(n => n.Operator));
    }

    [Fact]
    public void Branches_JoinedByAdd_AreAShortcut()
    {
        Graph graph = Rows("  - {type: branches, join: add, branches: [[{type: convolution, patch: 3x3, filters: 3}], []]}");
        Assert.Equal(["input", "branches1.conv1", "branches1.output"], graph.Nodes.Select(n => n.Name));
        Assert.Equal([1, 0], graph.Nodes[2].Inputs);
    }

    [Fact]
    public void RowsWithoutNames_AreNumberedByType()
    {
        Graph graph = Rows("  - {type: convolution, patch: 3x3, filters: 4}\n  - {type: convolution, patch: 3x3, filters: 4}\n  - {type: relu}\n  - {type: relu}");
        Assert.Equal(["input", "conv1", "conv2", "relu", "relu2"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void WithoutClasses_TheLastRowMayGiveAnything()
    {
        Architecture network = NetworkFile.Parse("network: trunk\ninput: 8x9x3\nrows: [{type: convolution, patch: 3x3, filters: 5}]", "trunk.yaml");
        Assert.Equal(5, network.Classes);
        Assert.Equal(new Shape(1, 5, 8, 9), network.Build().ShapeOf("conv1"));
    }

    private static Graph Rows(string rows) => NetworkFile.Parse($"network: test\ninput: 16x16x3\nrows:\n{rows}", "test.yaml").Build();
}
