using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

/// <summary>Table 1 of arXiv:1409.4842, row by row, as its own widths give it.</summary>
public class GoogLeNetTests
{
    private static readonly Graph WithHeads = NetworkCounts.Build("googlenet", heads: true);

    [Theory]
    [InlineData("conv1", "conv1", 9_408, 118.01)]
    [InlineData("conv2", "conv2", 114_688, 359.66)]
    [InlineData("inception_3a.", "inception_3a.output", 163_328, 128.05)]
    [InlineData("inception_3b.", "inception_3b.output", 388_096, 304.27)]
    [InlineData("inception_4a.", "inception_4a.output", 375_552, 73.61)]
    [InlineData("inception_4b.", "inception_4b.output", 448_512, 87.91)]
    [InlineData("inception_4c.", "inception_4c.output", 509_440, 99.85)]
    [InlineData("inception_4d.", "inception_4d.output", 604_672, 118.52)]
    [InlineData("inception_4e.", "inception_4e.output", 867_328, 170.00)]
    [InlineData("inception_5a.", "inception_5a.output", 1_042_432, 51.08)]
    [InlineData("inception_5b.", "inception_5b.output", 1_442_816, 70.70)]
    [InlineData("linear", "linear", 1_024_000, 1.02)]
    public void Row_OfTableOne_HasTheWeightsAndMultiplyAddsOfItsWidths(string prefix, string last, long weights, double millions)
    {
        Assert.Contains(WithHeads.Nodes, n => n.Name == last);
        Assert.Equal(weights, WithHeads.Weights(prefix));
        Assert.Equal(millions, Math.Round(WithHeads.MultiplyAdds(prefix) / 1e6, 2));
    }

    [Theory]
    [InlineData("conv1", 64, 112)]
    [InlineData("pool1", 64, 56)]
    [InlineData("norm1", 64, 56)]
    [InlineData("conv2", 192, 56)]
    [InlineData("pool2", 192, 28)]
    [InlineData("inception_3a.output", 256, 28)]
    [InlineData("inception_3b.output", 480, 28)]
    [InlineData("pool3", 480, 14)]
    [InlineData("inception_4a.output", 512, 14)]
    [InlineData("inception_4b.output", 512, 14)]
    [InlineData("inception_4c.output", 512, 14)]
    [InlineData("inception_4d.output", 528, 14)]
    [InlineData("inception_4e.output", 832, 14)]
    [InlineData("pool4", 832, 7)]
    [InlineData("inception_5a.output", 832, 7)]
    [InlineData("inception_5b.output", 1024, 7)]
    [InlineData("pool5", 1024, 1)]
    [InlineData("aux1.pool", 512, 4)]
    [InlineData("aux2.pool", 528, 4)]
    [InlineData("aux2.conv", 128, 4)]
    public void Stage_At224_HasThePapersExtent(string node, int channels, int side) =>
        Assert.Equal(new Shape(1, channels, side, side), WithHeads.ShapeOf(node));

    [Fact]
    public void Totals_SplitIntoWeightsAndBiases()
    {
        Graph graph = NetworkCounts.Build("googlenet");
        Assert.Equal(6_990_272, graph.Weights());
        Assert.Equal(8_280, graph.Trained() - graph.Weights());
    }

    [Fact]
    public void Heads_AreTwoClassifiersWithTheirLossesAndDropouts()
    {
        Assert.Equal(3_188_840, WithHeads.Trained("aux1."));
        Assert.Equal(3_190_888, WithHeads.Trained("aux2."));
        Assert.Equal(["main", "aux1", "aux2"], WithHeads.Heads.Select(h => h.Name));
        Assert.Equal([1f, 0.3f, 0.3f], WithHeads.Heads.Select(h => h.LossWeight));
        Assert.All(WithHeads.Heads, h => Assert.Equal(new Shape(1, 1000), WithHeads.Nodes[h.Node].Shape));
        Assert.Equal([0.7f, 0.7f, 0.4f], WithHeads.Nodes.Select(n => n.Operator).OfType<Dropout>().Select(d => d.Rate));
    }

    [Fact]
    public void WithoutHeads_NothingOfThemIsBuilt()
    {
        Graph graph = NetworkCounts.Build("googlenet");
        Assert.Equal("main", Assert.Single(graph.Heads).Name);
        Assert.DoesNotContain(graph.Nodes, n => n.Name.StartsWith("aux", StringComparison.Ordinal));
    }

    [Fact]
    public void ResponseNorms_AreThePapers() =>
        Assert.Equal([new LocalResponseNorm(5, 1e-4f, 0.75f, 1), new(5, 1e-4f, 0.75f, 1)], WithHeads.Nodes.Select(n => n.Operator).OfType<LocalResponseNorm>());

    [Fact]
    public void OtherSizeAndClasses_KeepTheNetwork()
    {
        Graph graph = ArchitectureCatalog.Get("googlenet").Build(new Shape(2, 3, 128, 160), classes: 5);
        Assert.Equal(new Shape(2, 5), graph.Nodes[graph.Head("main").Node].Shape);
        Assert.Equal(6_998_552 - 995 * 1025, graph.Trained());
    }

    [Fact]
    public void HeadsOnATooSmallPicture_AreRefusedByNode()
    {
        var e = Assert.Throws<PointwiseException>(() => ArchitectureCatalog.Get("googlenet").Build(new Shape(1, 3, 64, 64), 1000, heads: true));
        Assert.StartsWith("googlenet: node aux1.pool: ", e.Message, StringComparison.Ordinal);
    }
}
