using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Pointwise.Tests.Training;
using Xunit;

namespace Pointwise.Tests.Inference;

public class PassOutputTests
{
    public static TheoryData<string> Passes => [.. InferencePasses.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Passes))]
    public void Pass_AppliedAlone_KeepsEveryHeadsResult(string name)
    {
        Graph graph = name switch
        {
            nameof(FoldKnown) => Networks.Reshaping(),
            nameof(MergeSiblings) => Networks.Siblings(),
            nameof(ReduceBeforePool) or nameof(PoolBeforePointwise) => Networks.Pools(),
            nameof(FusePool) => Networks.Maxima(),
            _ => SmallNetwork.Build(dropout: 0.5f),
        };
        using var model = new Model(graph, Formula.Parameters(graph));
        Compilation rewritten = InferencePasses.All.Single(p => p.Name == name).Apply(new Compilation(graph));
        Assert.NotEqual(graph, rewritten.Graph);
        using Parameters parameters = rewritten.Evaluate(model.Parameters);
        using var workers = new Workers(1);
        using var picture = Tensor.FromChannelsFirst(graph.Input.Shape, Formula.Pictures(graph.Input.Shape));
        using var before = new NodeByNode(graph, model.Parameters, picture.Values, workers);
        using var after = new NodeByNode(rewritten.Graph, parameters, picture.Values, workers);
        foreach (Head head in graph.Heads) Near.Check(head.Name, before.Head(head.Name), after.Head(head.Name), 1e-6);
    }

    [Fact]
    public void Session_WithAndWithoutPasses_EqualsNodeByNode()
    {
        Graph graph = SmallNetwork.Build(dropout: 0.5f);
        using var model = new Model(graph, Formula.Parameters(graph));
        using var workers = new Workers(2);
        using var picture = Tensor.FromChannelsFirst(graph.Input.Shape, Formula.Pictures(graph.Input.Shape));
        using var witness = new NodeByNode(graph, model.Parameters, picture.Values, workers);
        foreach (string[] without in (string[][])[[], [.. InferencePasses.All.Select(p => p.Name)]])
        {
            using var session = new Session(model, 3, new SessionOptions { Heads = ["main", "aux1"], WithoutPasses = [.. without] });
            session.Run(picture);
            foreach (string head in session.Heads) Near.Check(head, witness.Head(head), session.Output(head), 1e-6);
        }
    }

    [Fact]
    public void Session_Refreshed_RunsWithTheParametersPresentValues()
    {
        Graph graph = SmallNetwork.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        using var session = new Session(model, 3);
        float[] picture = Formula.Pictures(graph.Input.Shape);
        foreach (string name in model.Parameters.Names)
        {
            model.Parameters[name].Values[0] += 1;
        }

        session.Refresh();
        session.RunChannelsFirst(picture);
        using var fresh = new Session(model, 3);
        fresh.RunChannelsFirst(picture);
        Assert.Equal(fresh.Output().ToArray(), session.Output().ToArray());
    }
}
