using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference;

public class SideBySideTests
{
    [Fact]
    public void Of_SmallModules_FindsTheBranchesTheLongestFirst()
    {
        Graph graph = Compiled("tiny-inception");
        SideBySide module = SideBySide.Of(graph, LaneWidth.Sixteen)[0];
        Assert.Equal(
            ["inception_1.5x5.conv", "inception_1.3x3.conv", "inception_1.pool_proj.conv"],
            module.Branches.Select(branch => graph.Nodes[branch[^1]].Name));
        Assert.All(module.Branches, branch => Assert.All(branch, i => Assert.InRange(i, module.First, module.Last)));
        Assert.Equal(graph.Nodes.Length, graph.Nodes.Select(n => n.Name).Distinct().Count());
    }

    [Fact]
    public void Of_LargeModules_LeavesEachNodeToAllThreads() => Assert.Empty(SideBySide.Of(Compiled("googlenet"), LaneWidth.Sixteen));

    [Fact]
    public void Of_BranchesThatReadEachOther_LeavesThemInOrder()
    {
        var b = new GraphBuilder("nested");
        Value x = b.Input(new Shape(1, 32, 14, 14));
        Value first = x.Conv2D("first", 32, Window.Square(3, padding: 1));
        Value second = first.Conv2D("second", 32, Window.Square(3, padding: 1));
        b.Head("main", Value.Concat("joined", first, second));
        Assert.Empty(SideBySide.Of(b.Build(), LaneWidth.Sixteen));
    }

    [Fact]
    public void Run_WithWorkBetweenTheBranches_DoesIt()
    {
        var b = new GraphBuilder("cut");
        Value x = b.Input(new Shape(1, 32, 14, 14)).Relu("relu");
        Value left = b.Add("left", new SplitPart(1, 0, 2), x).Conv2D("left.conv", 32, Window.Square(3, padding: 1));
        Value right = b.Add("right", new SplitPart(1, 1, 2), x).Conv2D("right.conv", 32, Window.Square(3, padding: 1));
        b.Head("main", Value.Concat("joined", left, right));
        using var model = new Model(b.Build(), Parameters.Initialize(b.Build(), 1));
        using var session = new Session(model, 1, new SessionOptions { Threads = 2 });
        var random = new RandomStream(7, 1);
        float[] picture = [.. Enumerable.Range(0, session.Input.Length).Select(i => random.Uniform(i) - 0.5f)];
        session.Run(picture);
        using var workers = new Workers(2);
        using var expected = new NodeByNode(model.Graph, model.Parameters, picture, workers);
        Assert.Equal(expected.Head("main"), session.Output().ToArray());
    }

    [Fact]
    public void Plan_OfBranchesThatRunAtOnce_GivesEachMemoryOfItsOwn()
    {
        Graph graph = Compiled("tiny-inception");
        SideBySide[] together = [.. SideBySide.Of(graph, LaneWidth.Sixteen)];
        var plan = new MemoryPlan(graph, together);
        using var arena = new Arena(plan.Floats);
        Assert.NotEmpty(together);
        foreach (SideBySide module in together)
        {
            foreach ((int branch, int node) in module.Branches.Index().SelectMany(b => b.Item.Select(i => (b.Index, i))))
            {
                foreach (int other in module.Branches.Where((_, k) => k != branch).SelectMany(b => b.SelectMany(i => graph.Nodes[i].Inputs.Add(i))))
                    Assert.False(Overlap(plan.Rows(node, arena), plan.Rows(other, arena)), $"{graph.Nodes[node].Name} is written over {graph.Nodes[other].Name}");
            }
        }
    }

    [Theory]
    [InlineData("tiny-inception", 1)]
    [InlineData("tiny-inception", 3)]
    [InlineData("small-inception", 1)]
    public void Run_OnSeveralThreads_GivesTheBitsOfOneEveryTime(string network, int batch)
    {
        Graph graph = ArchitectureCatalog.Get(network).Build(batch: batch);
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        float[] expected = Answer(model, batch, threads: 1, runs: 1);
        foreach (int threads in (int[])[2, 4, 8]) Assert.Equal(expected, Answer(model, batch, threads, runs: 50));
    }

    /// <summary>The last of some answers, all of them the same.</summary>
    private static float[] Answer(Model model, int batch, int threads, int runs)
    {
        using var session = new Session(model, batch, new SessionOptions { Threads = threads });
        var random = new RandomStream(7, 1);
        float[] pictures = [.. Enumerable.Range(0, session.Input.Length).Select(i => random.Uniform(i) - 0.5f)];
        float[] answer = [];
        for (int run = 0; run < runs; run++)
        {
            session.Run(pictures);
            float[] now = session.Output().ToArray();
            if (run > 0) Assert.Equal(answer, now);
            answer = now;
        }

        return answer;
    }

    private static Graph Compiled(string network)
    {
        Graph graph = ArchitectureCatalog.Get(network).Build();
        return InferencePasses.Steps(graph, []).Last().After.Graph;
    }

    /// <summary>Whether two values share an element: rows may interleave, as slices of a concatenation do.</summary>
    private static unsafe bool Overlap(Rows one, Rows other)
    {
        HashSet<nint> places = [];
        for (int row = 0; row < one.Count; row++)
            for (int c = 0; c < one.C; c++) places.Add((nint)(one.Row(row) + c));
        for (int row = 0; row < other.Count; row++)
            for (int c = 0; c < other.C; c++)
                if (places.Contains((nint)(other.Row(row) + c))) return true;
        return false;
    }
}
