using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tests.Parity;
using Pointwise.Tests.Training;
using Xunit;

namespace Pointwise.Tests.Inference;

public class FoldedModelTests
{
    [Fact]
    public void Of_ANetwork_AnswersAsItWithTensorsOfItsOwn()
    {
        Graph graph = SmallNetwork.Build(dropout: 0.5f);
        using var model = new Model(graph, Formula.Parameters(graph)) { Labels = ["a", "b", "c", "d"] };
        FoldedModel folded = FoldedModel.Of(model);
        Assert.Equal((1, 0), (folded.Norms, folded.Left));
        Assert.DoesNotContain(folded.Model.Graph.Nodes, n => n.Operator is BatchNorm or Dropout);
        Assert.Equal(["main", "aux1"], folded.Model.Graph.Heads.Select(h => h.Name).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(model.Labels, folded.Model.Labels);
        Assert.Equal(folded.Model.Graph.Parameters.Select(p => p.Name), folded.Model.Parameters.Names);
        float[] picture = Networks.Picture(graph.Input.Shape), expected = Answer(model, picture);
        Near.Check("folded", expected, Answer(folded.Model, picture), 1e-6);
        folded.Model.Dispose();
        Assert.Equal(expected, Answer(model, picture));
    }

    [Fact]
    public void Of_ANetworkThatNormalisesFirst_LeavesWhatNothingStandsBefore()
    {
        var b = new GraphBuilder("first");
        b.Head("main", b.Input(new Pointwise.Tensors.Shape(1, 3, 5, 5)).BatchNorm("ahead").Relu("relu").Conv2D("conv", 2, Window.Square(1)).BatchNorm("behind"));
        Graph graph = b.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        FoldedModel folded = FoldedModel.Of(model);
        using Model own = folded.Model;
        Assert.Equal((1, 1), (folded.Norms, folded.Left));
        Assert.Equal(["input", "ahead", "relu", "conv"], own.Graph.Nodes.Select(n => n.Name));
    }

    private static float[] Answer(Model model, float[] picture)
    {
        using var session = new Session(model, 3);
        session.Run(picture);
        return session.Output().ToArray();
    }
}
