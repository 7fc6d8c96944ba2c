using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference;

public class PassTests
{
    private static string[] Names(Graph graph) => [.. graph.Nodes.Select(n => n.Name)];

    [Fact]
    public void FuseActivation_WhereReluReadsAlone_MovesItIntoTheOperator()
    {
        var b = new GraphBuilder("fused");
        Value x = b.Input(new Shape(1, 3, 4, 4));
        Value conv = x.Apply("conv", new Conv2D(3, Window.Square(3, padding: 1))).Apply("relu", new Relu());
        Value sum = b.Add("sum", new Add(), conv, x).Apply("relu2", new Relu());
        b.Head("main", sum.Apply("flat", new Flatten()).Apply("fc", new Linear(2)).Apply("relu3", new Relu()));
        Graph fused = FuseActivation.Apply(b.Build());
        Assert.Equal(["input", "conv", "sum", "flat", "fc"], Names(fused));
        Assert.Equal(Activation.Relu, Assert.IsType<Conv2D>(fused.Nodes[1].Operator).Activation);
        Assert.Equal(Activation.Relu, Assert.IsType<Add>(fused.Nodes[2].Operator).Activation);
        Assert.Equal(Activation.Relu, Assert.IsType<Linear>(fused.Nodes[4].Operator).Activation);
        Assert.Equal(4, fused.Head("main").Node);
        Assert.Equal([1, 0], fused.Nodes[2].Inputs);
    }

    [Fact]
    public void FuseActivation_WhereAnotherReadsToo_LeavesRelu()
    {
        var b = new GraphBuilder("kept");
        Value x = b.Input(new Shape(1, 3, 4, 4));
        Value conv = x.Apply("conv", new Conv2D(3, Window.Square(1)));
        b.Head("main", b.Add("sum", new Add(), conv.Apply("relu", new Relu()), conv));
        Graph graph = b.Build();
        Assert.Equal(graph, FuseActivation.Apply(graph));
    }

    [Fact]
    public void FuseActivation_WhereTheSumsAreAHead_LeavesRelu()
    {
        var b = new GraphBuilder("kept");
        Value conv = b.Input(new Shape(1, 3, 4, 4)).Apply("conv", new Conv2D(3, Window.Square(1)));
        b.Head("main", conv.Apply("relu", new Relu()));
        b.Head("aux1", conv);
        Graph graph = b.Build();
        Assert.Equal(graph, FuseActivation.Apply(graph));
    }

    [Fact]
    public void DropDropout_OfTwoInARow_LeavesNone()
    {
        var b = new GraphBuilder("dropped");
        Value x = b.Input(new Shape(1, 6)).Apply("before", new Scale(2));
        b.Head("main", x.Apply("drop1", new Dropout(0.5f)).Apply("drop2", new Dropout(0.5f)));
        Graph graph = DropDropout.Apply(b.Build());
        Assert.Equal(["input", "before"], Names(graph));
        Assert.Equal(1, graph.Head("main").Node);
    }

    [Fact]
    public void SelectHead_DropsWhatOnlyOtherHeadsNeed()
    {
        Graph graph = SelectHead.Apply(Networks.Branching(), "aux1");
        Assert.Equal(["input", "left", "right", "right.relu", "inner", "side"], Names(graph));
        Assert.Equal(["aux1"], graph.Heads.Select(h => h.Name));
    }

    [Fact]
    public void SelectHead_OfTheMeanOfDifferentShapes_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => SelectHead.Apply(Networks.Branching(), "mean"));
        Assert.Contains("heads of different shapes have no mean", e.Message, StringComparison.Ordinal);
    }
}
