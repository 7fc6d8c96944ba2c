using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class TrainingGraphTests
{
    [Fact]
    public void Graph_OfTwoHeads_GetsALossEachUnderTheirNamesAndWeights()
    {
        var b = new GraphBuilder("heads");
        Value x = b.Input(new Shape(4, 6));
        b.Head("main", x.Linear("fc", 3).Softmax("softmax"));
        b.Head("aux1", x.Linear("fc2", 3), 0.3f);
        Graph graph = TrainingGraph.Compile(b.Build(), 0.1f, [1, 2, 3]);
        Assert.Equal(["input", "fc", "fc2", "target", "main.loss", "aux1.loss"], graph.Nodes.Select(n => n.Name));
        Assert.Equal([new Head("main", 4), new Head("aux1", 5, 0.3f)], graph.Heads);
        Assert.Equal(new SoftmaxCrossEntropy(0.1f, [1, 2, 3]), graph.Nodes[4].Operator);
        Assert.Equal([1, 3], graph.Nodes[4].Inputs);
        Assert.Equal(new Shape(4, 3), graph.Nodes[3].Shape);
    }

    [Fact]
    public void Graph_OfAHeadOfOnePixel_FlattensIt()
    {
        var b = new GraphBuilder("pixels");
        b.Head("main", b.Input(new Shape(4, 6, 5, 5)).GlobalAveragePool("mean"));
        Graph graph = TrainingGraph.Compile(b.Build());
        Assert.Equal(["input", "mean", "main.logits", "target", "main.loss"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Graph_OfAnotherBatch_KeepsTargetsAsLong()
    {
        var b = new GraphBuilder("batches");
        b.Head("main", b.Input(new Shape(1, 6)).Linear("fc", 3));
        Graph graph = TrainingGraph.Compile(b.Build()).ForInput(new Shape(7, 6));
        Assert.Equal(new Shape(7, 3), graph.Nodes.Single(n => n.Name == TrainingGraph.Targets).Shape);
    }

    [Fact]
    public void Graph_OfAMapOfThePicturesSize_GetsATargetAPixel()
    {
        var b = new GraphBuilder("pixels");
        b.Head("main", b.Input(new Shape(2, 6, 5, 4)).Conv2D("score", 3, Window.Square(1)));
        Graph graph = TrainingGraph.Compile(b.Build(), classWeights: [1, 2, 3]);
        Assert.Equal(["input", "score", "target", "main.loss"], graph.Nodes.Select(n => n.Name));
        Assert.Equal(new Shape(2, 3, 5, 4), graph.Nodes[2].Shape);
    }

    [Fact]
    public void Graph_OfASmallerMapAsHead_IsRefusedByName()
    {
        var b = new GraphBuilder("maps");
        b.Head("main", b.Input(new Shape(1, 6, 5, 5)).MaxPool("pool", Window.Square(3)));
        var e = Assert.Throws<PointwiseException>(() => TrainingGraph.Compile(b.Build()));
        Assert.Equal("maps: node pool: head main gives no logits\n  expected: [N,classes], or [N,classes,5,5] for one a pixel\n  found:    [1,6,3,3]\n  fix:      pool or flatten the pictures before the head, or enlarge them to the input's size", e.Message);
    }

    [Fact]
    public void Graph_OfHeadsWithDifferentClasses_IsRefusedByName()
    {
        var b = new GraphBuilder("classes");
        Value x = b.Input(new Shape(1, 6));
        b.Head("main", x.Linear("fc", 3));
        b.Head("aux1", x.Linear("fc2", 4), 0.3f);
        var e = Assert.Throws<PointwiseException>(() => TrainingGraph.Compile(b.Build()));
        Assert.StartsWith("classes: node aux1.loss: targets: targets do not fit the logits", e.Message, StringComparison.Ordinal);
    }
}
