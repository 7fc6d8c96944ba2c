using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference;

public class FusePoolTests
{
    [Fact]
    public void FusePool_OfGoogLeNet_TakesThePooledBranchesOfLargeMaps()
    {
        Graph graph = ArchitectureCatalog.Get("googlenet").Build(), fused = FusePool.Apply(graph);
        Node[] made = [.. fused.Nodes.Where(n => n.Operator is PooledConv2D)];
        Assert.Equal(["inception_3a", "inception_3b", "inception_4a", "inception_4b", "inception_4c", "inception_4d", "inception_4e"], made.Select(n => n.Name.Split('.')[0]));
        Assert.Equal(graph.Nodes.Length - 7, fused.Nodes.Length);
        Assert.Equal(graph.Parameters.Select(p => p.Name), fused.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void FusePool_OfWhatOthersReadOrIsNoPointwiseConvolution_LeavesIt()
    {
        var b = new GraphBuilder("kept");
        Value x = b.Input(new Shape(1, 8, 20, 20));
        Value read = x.MaxPool("read", Window.Square(3, padding: 1)), mean = x.AveragePool("mean", Window.Square(3, padding: 1)).Conv2D("mean.conv", 8, Window.Square(1));
        Value strided = x.MaxPool("strided", Window.Square(3, padding: 1)).Conv2D("strided.conv", 4, Window.Square(1, stride: 2));
        Value wide = x.MaxPool("wide", Window.Square(3, padding: 1)).Conv2D("wide.conv", 4, Window.Square(3, padding: 1));
        b.Head("main", Value.Concat("joined", read, read.Conv2D("conv", 4, Window.Square(1)), mean, wide));
        b.Head("aux1", strided);
        Graph graph = b.Build();
        Assert.Same(graph, FusePool.Apply(graph));
    }

    public static TheoryData<int> Lanes => [.. Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Select(width => (int)width)];

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Session_OfFusedPools_GivesTheBitsOfPoolAndConvolution(int lanes)
    {
        Graph graph = Networks.Maxima(batch: 1);
        using var model = new Model(graph, Formula.Parameters(graph));
        foreach (int batch in (int[])[1, 3])
        {
            foreach (int threads in (int[])[1, 3])
            {
                Shape input = graph.Input.Shape.WithBatch(batch);
                using var workers = new Workers(threads, (LaneWidth)lanes);
                using var fused = new Session(model, input, new SessionOptions { Heads = ["main", "aux1"] }, workers);
                using var apart = new Session(model, input, new SessionOptions { Heads = ["main", "aux1"], WithoutPasses = [nameof(FusePool)] }, workers);
                float[] pictures = Formula.Pictures(input);
                fused.RunChannelsFirst(pictures);
                apart.RunChannelsFirst(pictures);
                Assert.Equal(2, fused.Graph.Nodes.Count(n => n.Operator is PooledConv2D));
                foreach (string head in fused.Heads) Assert.Equal(apart.Output(head).ToArray(), fused.Output(head).ToArray());
            }
        }
    }
}
