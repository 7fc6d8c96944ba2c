using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference;

public class MergeSiblingsTests
{
    [Fact]
    public void MergeSiblings_OfAnInceptionModule_MakesOneProductOfItsThree()
    {
        Graph graph = ArchitectureCatalog.Get("googlenet").Build(), merged = MergeSiblings.Apply(new Compilation(graph)).Graph;
        Node module = merged.Nodes.Single(n => n.Name == "inception_3a.1x1+3x3_reduce+5x5_reduce");
        Assert.Equal(new Conv2D(64 + 96 + 16, Window.Square(1), Activation: Activation.Relu), module.Operator);
        Assert.Equal(9, merged.Nodes.Count(n => n.Operator is Conv2D && n.Name.Contains('+', StringComparison.Ordinal)));
        Assert.Equal(graph.Nodes.Sum(n => n.Operator.MultiplyAdds(graph.InputShapes(n))), merged.Nodes.Sum(n => n.Operator.MultiplyAdds(merged.InputShapes(n))));
        Assert.Equal(["inception_3a.1x1", "inception_3a.3x3_reduce", "inception_3a.5x5_reduce"], merged.Nodes.Where(n => n.Operator is SplitPart).Take(3).Select(n => n.Name));
    }

    [Fact]
    public void MergeSiblings_OfOthers_LeavesThem()
    {
        var b = new GraphBuilder("others");
        Value x = b.Input(new Shape(1, 6, 5, 5));
        Value one = x.Conv2D("one", 4, Window.Square(1)), strided = x.Conv2D("strided", 4, Window.Square(1, stride: 2)), wide = x.Conv2D("wide", 4, Window.Square(3, padding: 1));
        Value plain = x.Conv2D("plain", 4, Window.Square(1), bias: false), other = wide.Conv2D("other", 4, Window.Square(1));
        Value grouped = x.Apply("grouped", new Conv2D(4, Window.Square(1), Groups: 2));
        b.Head("main", Value.Concat("joined", one, wide, plain, other, grouped).GlobalAveragePool("mean").Flatten("flat"));
        b.Head("side", strided.Flatten("side.flat"));
        Graph graph = b.Build();
        Assert.Same(graph, MergeSiblings.Apply(new Compilation(graph)).Graph);
    }

    public static TheoryData<int> Lanes => [.. Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Select(width => (int)width)];

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Session_OfMergedSiblings_GivesTheBitsOfEachByItself(int lanes)
    {
        using var workers = new Workers(3, (LaneWidth)lanes);
        foreach (int batch in (int[])[1, 3])
        {
            Graph graph = Networks.Siblings();
            using var model = new Model(graph, Formula.Parameters(graph));
            Shape input = graph.Input.Shape.WithBatch(batch);
            using var merged = new Session(model, input, new SessionOptions { Heads = ["main", "one"] }, workers);
            using var apart = new Session(model, input, new SessionOptions { Heads = ["main", "one"], WithoutPasses = [nameof(MergeSiblings)] }, workers);
            float[] pictures = Formula.Pictures(input);
            merged.RunChannelsFirst(pictures);
            apart.RunChannelsFirst(pictures);
            Assert.Contains(merged.Graph.Nodes, n => n.Operator is SplitPart);
            foreach (string head in merged.Heads) Assert.Equal(apart.Output(head).ToArray(), merged.Output(head).ToArray());
        }
    }

    [Fact]
    public void Session_OfMergedSiblings_SplitsNothing()
    {
        using var model = new Model(Networks.Siblings(), Formula.Parameters(Networks.Siblings()));
        using var session = new Session(model, 1, new SessionOptions { Heads = ["main", "one"] });
        Stage[] parts = [.. session.Stages.Where(s => s.Node.Operator is SplitPart)];
        Assert.Equal(4, parts.Length);
        Assert.All(parts, part => Assert.True(part.IsWrittenBefore));
        Stage product = Assert.Single(session.Stages, s => s.Parts.Length > 0);
        Stage join = session.Stages.Single(s => s.Node.Name == "joined");
        Assert.True(product.Parts[0].LiesAt(join.Output, 0) && product.Parts[2].LiesAt(join.Output, 40));
    }

    [Fact]
    public void Session_WhereOthersReadTheSumsToo_SplitsThem()
    {
        var b = new GraphBuilder("both");
        Value x = b.Input(new Shape(1, 6, 5, 5)).Conv2D("conv", 5, Window.Square(1));
        Value left = b.Add("left", new SplitPart(1, 0, 2), x), right = b.Add("right", new SplitPart(1, 1, 2), x);
        b.Head("main", Value.Concat("joined", right, left, x.Relu("relu")));
        Graph graph = b.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        using var session = new Session(model, 1);
        float[] picture = Formula.Pictures(graph.Input.Shape);
        session.RunChannelsFirst(picture);
        using var workers = new Workers(1);
        using var tensor = Tensor.FromChannelsFirst(graph.Input.Shape, picture);
        using var witness = new NodeByNode(graph, model.Parameters, tensor.Values, workers);
        Near.Check("main", witness.Head("main"), session.Output(), 1e-6);
        Assert.DoesNotContain(session.Stages, s => s.IsWrittenBefore);
    }
}
