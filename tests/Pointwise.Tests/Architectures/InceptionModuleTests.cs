using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class InceptionModuleTests
{
    private static readonly InceptionWidths Module3A = new(64, 96, 128, 16, 32, 32);

    [Fact]
    public void Reduced_Module3A_IsTableOnes()
    {
        Graph graph = Module(Module3A);
        Assert.Equal(256, graph.ShapeOf("m.output").C);
        Assert.Equal(163_328, graph.Weights());
        Assert.Equal(128_049_152, graph.MultiplyAdds());
        Assert.Equal(["input", "m.1x1", "m.3x3_reduce", "m.3x3", "m.5x5_reduce", "m.5x5", "m.pool", "m.pool_proj", "m.output"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Naive_Module3A_PassesThePoolAndCostsMore()
    {
        Graph graph = Module(Module3A.WithoutReductions());
        Assert.Equal(416, graph.ShapeOf("m.output").C);
        Assert.Equal(387_072, graph.Weights());
        Assert.Equal(303.5, Math.Round(graph.MultiplyAdds() / 1e6, 1));
        Assert.Equal(["input", "m.1x1", "m.3x3", "m.5x5", "m.pool", "m.output"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Branches_OfNoFilters_AreAbsent() =>
        Assert.Equal(["input", "m.1x1", "m.3x3", "m.output"], Module(new InceptionWidths(32, 0, 48, 0, 0, null)).Nodes.Select(n => n.Name));

    [Fact]
    public void NoBranches_AreRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => Module(new InceptionWidths(0, 0, 0, 0, 0, null)));
        Assert.StartsWith("m: an Inception module without branches\n", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unit_IsTheCallers()
    {
        var builder = new GraphBuilder("test");
        var module = new InceptionModule((x, name, filters, window) => x.Conv2D(name, filters, window, bias: false).Sigmoid($"{name}_sigmoid"));
        builder.Head("main", module.Apply(builder.Input(new Shape(1, 8, 5, 5)), "m", Module3A));
        Assert.Equal(6, builder.Build().Nodes.Count(n => n.Operator is Sigmoid));
    }

    private static Graph Module(InceptionWidths widths)
    {
        var builder = new GraphBuilder("test");
        Value x = builder.Input(new Shape(1, 192, 28, 28));
        builder.Head("main", new InceptionModule((v, name, filters, window) => v.Conv2D(name, filters, window)).Apply(x, "m", widths));
        return builder.Build();
    }
}
