using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference;

public class FuseResidualTests
{
    private static string[] Names(Graph graph) => [.. graph.Nodes.Select(n => n.Name)];

    [Fact]
    public void FuseResidual_OfAConvolutionReadByAnAddition_AddsInTheConvolution()
    {
        var b = new GraphBuilder("block");
        Value x = b.Input(new Shape(1, 5, 4, 4)).Conv2D("stem", 8, Window.Square(1));
        Value mapped = x.Conv2D("first", 8, Window.Square(3, padding: 1)).Conv2D("second", 8, Window.Square(1));
        b.Head("main", b.Add("sum", new Add(Activation.Relu), x, mapped).Conv2D("last", 2, Window.Square(1)));
        Graph graph = b.Build(), fused = FuseResidual.Apply(graph);
        Assert.Equal(["input", "stem", "first", "second", "last"], Names(fused));
        Assert.Equal(new ResidualConv2D(new Conv2D(8, Window.Square(1), Activation: Activation.Relu)), fused.Nodes[3].Operator);
        Assert.Equal([2, 1], fused.Nodes[3].Inputs);
        Assert.Equal(graph.Parameters.Select(p => p.Name), fused.Parameters.Select(p => p.Name));
        CheckOutputs(graph, fused);
    }

    [Fact]
    public void FuseResidual_OfTwoConvolutions_TakesTheLater()
    {
        var b = new GraphBuilder("projected");
        Value x = b.Input(new Shape(2, 5, 4, 4));
        Value shortcut = x.Conv2D("shortcut", 8, Window.Square(1));
        b.Head("main", shortcut.Add("sum", x.Conv2D("conv", 8, Window.Square(3, padding: 1))).Relu("relu"));
        Graph graph = b.Build(), fused = FuseResidual.Apply(graph);
        Assert.Equal(["input", "shortcut", "conv", "relu"], Names(fused));
        Assert.Equal([0, 1], fused.Nodes[2].Inputs);
        CheckOutputs(graph, fused);
    }

    [Fact]
    public void FuseResidual_WhereTheShortcutComesLater_KeepsTheOrder()
    {
        var b = new GraphBuilder("late");
        Value x = b.Input(new Shape(1, 8, 4, 4));
        Value conv = x.Conv2D("conv", 8, Window.Square(1));
        Value late = x.Sigmoid("late");
        b.Head("main", conv.Add("sum", late));
        Graph graph = b.Build(), fused = FuseResidual.Apply(graph);
        Assert.Equal(["input", "late", "conv"], Names(fused));
        CheckOutputs(graph, fused);
    }

    [Fact]
    public void FuseResidual_OfWhatOthersReadOrRectifiesOrIsAddedToItself_LeavesIt()
    {
        var b = new GraphBuilder("kept");
        Value x = b.Input(new Shape(1, 8, 4, 4));
        Value read = x.Conv2D("read", 8, Window.Square(1)), rectified = x.Conv2D("rectified", 8, Window.Square(1), activation: Activation.Relu);
        Value twice = x.Conv2D("twice", 8, Window.Square(1));
        b.Head("main", read.Add("a", rectified).Add("b", twice.Add("c", twice)));
        b.Head("aux1", read.Sigmoid("gate"));
        Graph graph = b.Build();
        Assert.Equal(graph, FuseResidual.Apply(graph));
    }

    private static void CheckOutputs(Graph graph, Graph fused)
    {
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(1);
        using var picture = Tensor.FromChannelsFirst(graph.Input.Shape, Formula.Pictures(graph.Input.Shape));
        using var before = new NodeByNode(graph, parameters, picture.Values, workers);
        using var after = new NodeByNode(fused, parameters, picture.Values, workers);
        foreach (Head head in graph.Heads) Near.Check(head.Name, before.Head(head.Name), after.Head(head.Name), 1e-6);
    }
}
