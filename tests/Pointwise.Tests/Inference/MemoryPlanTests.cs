using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Xunit;

namespace Pointwise.Tests.Inference;

public class MemoryPlanTests
{
    [Fact]
    public void Plan_OfAChain_NeedsTwoBuffers()
    {
        var plan = new MemoryPlan(Networks.Chain(20));
        Assert.Equal(2 * 256, plan.Floats);
    }

    [Fact]
    public void Plan_OfBranches_StaysNearTheLeastThatIsPossible()
    {
        var plan = new MemoryPlan(Networks.Branching());
        Assert.InRange(plan.Floats, plan.LeastFloats, plan.LeastFloats * 5 / 4);
    }

    [Fact]
    public void Plan_KeepsAllOfARowAlive_WhileASliceOfItIsRead()
    {
        Graph graph = Networks.Branching(1);
        using var arena = new Pointwise.Tensors.Arena(new MemoryPlan(graph).Floats);
        var plan = new MemoryPlan(graph);
        var inner = plan.Rows(graph.Nodes.ToList().FindIndex(n => n.Name == "inner"), arena);
        var side = plan.Rows(graph.Head("aux1").Node, arena);
        Assert.True(side.IsDense);
        Assert.Equal(9, inner.Stride);
        Assert.Equal(6, inner.C);
        Assert.True(side.RowSpan(0)[..6] == inner.RowSpan(0));
    }

    public static TheoryData<string> Catalog => [.. ArchitectureCatalog.Names];

    [Theory]
    [MemberData(nameof(Catalog))]
    public void Plan_OfACatalogNetwork_NeedsLittleMoreThanTheLeast(string name)
    {
        foreach (int batch in (int[])[1, 8])
        {
            Graph graph = ArchitectureCatalog.Get(name).Build(batch: batch);
            foreach (Graph planned in (Graph[])[graph, InferencePasses.Steps(graph, []).Last().After.Graph])
            {
                var plan = new MemoryPlan(planned);
                Assert.InRange(plan.Floats, plan.LeastFloats, (long)(1.15 * plan.LeastFloats));
            }
        }
    }
}
