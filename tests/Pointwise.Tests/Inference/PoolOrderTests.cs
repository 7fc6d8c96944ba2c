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

public class PoolOrderTests
{
    private static readonly string[] Both = [nameof(ReduceBeforePool), nameof(PoolBeforePointwise)];

    [Fact]
    public void ReduceBeforePool_OfInceptionV3_PoolsWhatItsPooledBranchesGive()
    {
        Graph graph = ArchitectureCatalog.Get("inception-v3").Build(), made = Rewritten(graph);
        Node[] pools = [.. made.Nodes.Where(n => n.Operator is BiasedAveragePool)];
        Assert.Equal(9, pools.Length);
        Assert.Equal([32, 64, 64, 192, 192, 192, 192, 192, 192], pools.Select(p => p.Shape.C));
        Assert.Equal(new BiasedAveragePool(new AveragePool(Window.Square(3, padding: 1), CountPadding: true), Activation.Relu), pools[0].Operator);
        Node product = made.Nodes[pools[0].Inputs[0]];
        Assert.Equal(("Mixed_5b.pool", "Mixed_5b.branch_pool.conv"), (pools[0].Name, product.Name));
        Assert.Equal(new Conv2D(32, Window.Square(1), Bias: false), product.Operator);
        Assert.DoesNotContain(made.Nodes, n => n.Operator is AveragePool);
        Assert.Equal(MultiplyAdds(graph), MultiplyAdds(made));
    }

    [Fact]
    public void ReduceBeforePool_OfAStridedPool_LeavesIt()
    {
        Graph graph = ArchitectureCatalog.Get("inception-v3").Build(heads: true);
        Assert.Equal("AuxLogits.pool", Assert.Single(Rewritten(graph).Nodes, n => n.Operator is AveragePool).Name);
    }

    [Fact]
    public void PoolBeforePointwise_OfDenseNet_SparesThreeQuartersOfItsTransitions()
    {
        Graph graph = ArchitectureCatalog.Get("densenet121").Build(), made = Rewritten(graph);
        Node[] transitions = [.. graph.Nodes.Where(n => n.Operator is AveragePool).Select(n => graph.Nodes[n.Inputs[0]])];
        Assert.Equal(3, transitions.Length);
        Assert.Equal(MultiplyAdds(graph) - transitions.Sum(t => t.Operator.MultiplyAdds(graph.InputShapes(t))) * 3 / 4, MultiplyAdds(made));
        Assert.All(transitions, t => Assert.IsType<AveragePool>(made.Nodes[made.Nodes.Single(n => n.Name == t.Name).Inputs[0]].Operator));
    }

    [Fact]
    public void PoolOrder_WhereItDoesNotPayOrWouldChangeTheResult_StaysAsItIs()
    {
        var b = new GraphBuilder("kept");
        Value x = b.Input(new Shape(1, 16, 8, 8));
        Value wide = Mean("wide").Conv2D("wide.conv", 9, Window.Square(1)), read = Mean("read"), reader = read.Conv2D("read.conv", 4, Window.Square(1));
        Value rectified = Mean("rectified").Conv2D("rectified.conv", 4, Window.Square(1), bias: false, activation: Activation.Relu);
        Value kernel = Mean("kernel").Conv2D("kernel.conv", 4, Window.Square(3, padding: 1)), grouped = Mean("grouped").Apply("grouped.conv", new Conv2D(4, Window.Square(1), Groups: 2));
        Value largest = x.MaxPool("largest", Window.Square(3, padding: 1)).Conv2D("largest.conv", 4, Window.Square(1));
        Value padded = x.Conv2D("padded.conv", 4, Window.Square(1)).AveragePool("padded", Window.Square(2, 2, padding: 1));
        Value active = x.Conv2D("active.conv", 4, Window.Square(1), activation: Activation.Relu).AveragePool("active", Window.Square(2, 2));
        b.Head("main", Value.Concat("joined", wide, read, reader, rectified, kernel, grouped, largest));
        b.Head("aux1", padded);
        b.Head("aux2", active);
        Graph graph = b.Build();
        Assert.Same(graph, Rewritten(graph));

        Value Mean(string name) => x.AveragePool(name, Window.Square(3, padding: 1));
    }

    public static TheoryData<int> Lanes => [.. Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Select(width => (int)width)];

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Session_OfPools_AnswersAsWithoutTheOrder_TheSameBitsForAnyBatchAndThreads(int lanes)
    {
        Graph graph = Networks.Pools(batch: 1);
        using Parameters parameters = Formula.Parameters(graph);
        using var model = new Model(graph, parameters);
        Shape one = graph.Input.Shape, three = one.WithBatch(3);
        float[] pictures = Networks.Picture(three);
        foreach (string head in (string[])["main", "aux1"])
        {
            float[] plain = Answer(three, 1, Both), ordered = Answer(three, 1, []);
            Near.Check(head, plain, ordered, 1e-6);
            Assert.NotEqual(plain, ordered);
            Assert.Equal(ordered, Answer(three, 3, []));
            Assert.Equal(ordered[..(ordered.Length / 3)], Answer(one, 2, []));

            float[] Answer(Shape input, int threads, string[] without)
            {
                using var workers = new Workers(threads, (LaneWidth)lanes);
                using var session = new Session(model, input, new SessionOptions { Heads = [head], WithoutPasses = [.. without] }, workers);
                session.Run(pictures.AsSpan(0, (int)input.Elements));
                return session.Output().ToArray();
            }
        }
    }

    /// <summary>After the rewrites that come before, and both.</summary>
    private static Graph Rewritten(Graph graph)
    {
        Compilation before = FoldBatchNorm.Apply(new Compilation(graph));
        Graph active = FuseActivation.Apply(before.Graph);
        return PoolBeforePointwise.Apply(ReduceBeforePool.Apply(before.With(ReferenceEquals(before.Graph, active) || active == graph ? graph : active)).Graph);
    }

    private static long MultiplyAdds(Graph graph) => graph.Nodes.Sum(n => n.Operator.MultiplyAdds(graph.InputShapes(n)));
}
