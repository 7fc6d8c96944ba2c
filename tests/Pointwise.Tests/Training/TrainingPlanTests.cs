using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class TrainingPlanTests
{
    private static int Index(Graph graph, string name) => graph.Nodes.ToList().FindIndex(n => n.Name == name);

    [Fact]
    public void Plan_OfAConcatenation_LaysTheBranchesGradientsIntoTheJoinedOne()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build());
        var plan = new TrainingPlan(graph, new GradientFlow(graph, _ => true), LaneWidth.Four);
        using var arena = new Arena(plan.Floats);
        Rows Gradient(string name) => plan.Gradient(Index(graph, name), arena);
        int Channel(string slice, string whole) => (int)(System.Runtime.CompilerServices.Unsafe.ByteOffset(ref Gradient(whole).RowSpan(0)[0], ref Gradient(slice).RowSpan(0)[0]) / 4);

        Assert.Equal(0, Channel("left", "inner"));
        Assert.Equal(14, Gradient("left").Stride);
        Assert.Equal(14, Gradient("inner").Stride);
        Assert.True(Gradient("stem").IsDense);
        Assert.True(Gradient("input").IsNone);
        Assert.True(Gradient(TrainingGraph.Targets).IsNone);
    }

    [Fact]
    public void Plan_OfAChain_ReusesGradients()
    {
        var b = new GraphBuilder("chain");
        Value x = b.Input(new Shape(1, 16, 8, 8)).Conv2D("first", 16, Window.Square(1), bias: false);
        for (int i = 0; i < 30; i++) x = x.Scale($"scale{i}", 1.01f);
        b.Head("main", x.GlobalAveragePool("mean").Flatten("flat").Linear("fc", 3));
        Graph graph = TrainingGraph.Compile(b.Build());
        var plan = new TrainingPlan(graph, new GradientFlow(graph, _ => true), LaneWidth.Four);
        Assert.InRange(plan.Floats, 3 * 1024, 4 * 1024);
        Assert.InRange(plan.Floats, plan.LeastFloats, plan.LeastFloats * 5 / 4);
    }

    public static TheoryData<string> Catalog => [.. ArchitectureCatalog.Names];

    [Theory]
    [MemberData(nameof(Catalog))]
    public void Plan_OfACatalogNetwork_NeedsLittleMoreThanTheLeast(string name)
    {
        Graph graph = TrainingGraph.Compile(ArchitectureCatalog.Get(name).Build(batch: 4, heads: true));
        var plan = new TrainingPlan(graph, new GradientFlow(graph, _ => true), LaneWidth.Sixteen);
        Assert.InRange(plan.Floats, plan.LeastFloats, plan.LeastFloats * 21 / 20);
    }
}
