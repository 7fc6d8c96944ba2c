using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Xunit;

namespace Pointwise.Tests.Inference;

public class BatchSessionsTests
{
    [Theory]
    [InlineData(8, 1, 0.8, 0.1, true)]
    [InlineData(8, 7, 0.8, 0.2, false)]
    [InlineData(8, 4, 0.8, 0.4, false)]
    [InlineData(8, 4, 0.8, 0.39, true)]
    public void PaysOwnPlan_OfALastBatch_WeighsEmptyPlacesAgainstPlanning(int usual, int left, double secondsOfRun, double secondsOfPlanning, bool pays) =>
        Assert.Equal(pays, BatchSessions.PaysOwnPlan(usual, left, secondsOfRun, secondsOfPlanning));

    [Fact]
    public void For_FewerThanABatch_TakesAPlanThatIsThere()
    {
        Graph graph = ArchitectureCatalog.Get("tiny-inception").Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var sessions = new Sessions(model, new SessionOptions { Threads = 1 });
        sessions.For(1);
        var batches = new BatchSessions(sessions, 4);
        Session whole = batches.For(9);
        Assert.Equal(4, whole.InputShape.N);
        Assert.Same(whole, batches.For(4));
        Assert.Equal(1, batches.For(1).InputShape.N);
        Assert.Equal(2, sessions.Count);
        // nothing was run yet, so that filling up seems to cost nothing
        Assert.Same(whole, batches.For(3));
        Assert.Equal(2, sessions.Count);
    }

    [Fact]
    public void For_WhereARunTakesLongerThanAPlan_PlansForTheRest()
    {
        var b = new GraphBuilder("slow");
        Value x = b.Input(new Pointwise.Tensors.Shape(1, 32, 256, 256));
        for (int i = 0; i < 8; i++) x = x.Conv2D($"conv{i}", 32, Pointwise.Operators.Window.Square(3, padding: 1));
        b.Head("main", x.GlobalAveragePool("mean").Flatten("flat"));
        Graph graph = b.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var sessions = new Sessions(model, new SessionOptions { Threads = 1 });
        var batches = new BatchSessions(sessions, 8);
        batches.Run(batches.For(8));
        Assert.Equal(1, batches.For(1).InputShape.N);
        Assert.Equal(2, sessions.Count);
    }
}
