using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference;

public class ConcatSlicesTests
{
    private static Slice[] Place(Graph graph) => ConcatSlices.Of(graph, (concat, k) => graph.Nodes[graph.Nodes[concat].Inputs[k]].Operator is not Input);

    private static int Index(Graph graph, string name) => graph.Nodes.ToList().FindIndex(n => n.Name == name);

    [Fact]
    public void Slices_OfAModule_LieSideBySideInTheJoinedRows()
    {
        var b = new GraphBuilder("module");
        Value x = b.Input(new Shape(1, 2, 3, 3));
        Value first = x.Apply("first", new Scale(1)), second = x.Apply("second", new Scale(2)), third = x.Apply("third", new Scale(3));
        b.Head("main", b.Add("join", new Concat(), first, second, third));
        Graph graph = b.Build();
        int join = Index(graph, "join");
        Assert.Equal([new Slice(0, 0), new Slice(join, 0), new Slice(join, 2), new Slice(join, 4), new Slice(join, 0)], Place(graph));
    }

    [Fact]
    public void Slices_OfNestedConcatenations_LieInTheOutermost()
    {
        Graph graph = Networks.Branching();
        Slice[] slices = Place(graph);
        int again = Index(graph, "again"), outer = Index(graph, "outer"), side = Index(graph, "side");
        Assert.Equal(new Slice(side, 0), slices[Index(graph, "inner")]);
        Assert.Equal(new Slice(again, 3), slices[Index(graph, "left")]);
        Assert.Equal(new Slice(side, 6), slices[Index(graph, "right.relu")]);
        Assert.Equal(new Slice(again, 6), slices[Index(graph, "third")]);
        Assert.Equal(new Slice(outer, 0), slices[outer]);
    }

    [Fact]
    public void Slices_OfAPicture_StayWithThePicture()
    {
        var b = new GraphBuilder("joined");
        Value x = b.Input(new Shape(1, 2, 3, 3));
        b.Head("main", b.Add("join", new Concat(), x, x.Apply("scaled", new Scale(1))));
        Assert.Equal(new Slice(0, 0), Place(b.Build())[0]);
    }
}
