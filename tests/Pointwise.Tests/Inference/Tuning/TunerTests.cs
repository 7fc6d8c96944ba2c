using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Measuring;
using Pointwise.Inference.Tuning;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference.Tuning;

public class TunerTests
{
    /// <summary>A residual block with two like 3x3 convolutions, a 5x5, one of a single way.</summary>
    private static Model Network()
    {
        var b = new GraphBuilder("ways");
        Value x = b.Input(new Shape(1, 32, 14, 14));
        Value first = x.Conv2D("first", 32, Window.Square(3, padding: 1)).Relu("relu");
        Value second = first.Conv2D("second", 32, Window.Square(3, padding: 1));
        Value sum = b.Add("sum", new Add(), second, x).Conv2D("five", 32, Window.Square(5, padding: 2)).Conv2D("one", 16, Window.Square(1));
        b.Head("main", sum.GlobalAveragePool("mean").Flatten("flat"));
        Graph graph = b.Build();
        return new Model(graph, Formula.Parameters(graph));
    }

    [Fact]
    public void Measure_OfANetwork_TimesEveryWayOfEveryConvolutionOnce()
    {
        using Model model = Network();
        TuningTable table = Tuner.Measure(model, new Shape(2, 32, 14, 14), new SessionOptions { Threads = 1 }, runs: 2);
        Assert.Equal(2, table.Count);
        Assert.All(table.Entries.Keys, key => Assert.Equal((2, 1, 32, 14), (key.Batch, key.Threads, key.Channels, key.Height)));
        Assert.Equal(["Winograd F(2x2,3x3)", "Winograd F(4x4,3x3)", "direct rows"], table.Entries.First(e => e.Key.KernelH == 3).Value.Keys);
        Assert.Equal(["Winograd F(2x2,5x5)", "Winograd F(4x4,5x5)", "direct rows"], table.Entries.First(e => e.Key.KernelH == 5).Value.Keys);
        Assert.All(table.Entries.Values.SelectMany(v => v.Values), seconds => Assert.True(seconds > 0));
    }

    [Fact]
    public void Measure_OfWhatIsKnown_MeasuresNothing()
    {
        using Model model = Network();
        TuningTable table = Tuner.Measure(model, model.Graph.Input.Shape, new SessionOptions { Threads = 1 }, runs: 1);
        Assert.Same(table, Tuner.Measure(model, model.Graph.Input.Shape, new SessionOptions { Threads = 1, Tuning = table }, runs: 1));
        TuningTable more = Tuner.Measure(model, model.Graph.Input.Shape.WithBatch(3), new SessionOptions { Threads = 1, Tuning = table }, runs: 1);
        Assert.Equal((2, 4), (table.Count, more.Count));
    }

    [Fact]
    public void Session_Tuned_GoesTheMeasuredWaysAndAgreesWithTheDirectSums()
    {
        using Model model = Network();
        var options = new SessionOptions { Threads = 1 };
        TuningTable table = Tuner.Measure(model, model.Graph.Input.Shape, options, runs: 1);
        using var direct = new Session(model, 1, options with { Algorithms = AlgorithmChoice.Direct });
        using var tuned = new Session(model, 1, options with { Algorithms = AlgorithmChoice.Fastest, Tuning = table });
        Assert.All(direct.Stages, s => Assert.DoesNotContain("Winograd", s.Algorithm(direct.Workers), StringComparison.Ordinal));
        foreach (Stage stage in tuned.Stages.Where(s => s.Node.Operator is Conv2D or ResidualConv2D && s.Node.Name != "one"))
        {
            string fastest = table.Entries.First(e => e.Key.KernelH == (stage.Node.Name == "five" ? 5 : 3)).Value.MinBy(way => way.Value).Key;
            Assert.Equal(fastest, stage.Algorithm(tuned.Workers));
        }

        float[] picture = Networks.Picture(direct.InputShape);
        direct.Run(picture);
        for (int number = 0; number < 3; number++)
        {
            using var numbered = new Session(model, 1, options with { Ways = new NumberedWays(number) });
            numbered.Run(picture);
            Near.Check($"way {number}", direct.Output().ToArray(), numbered.Output(), 1e-5);
        }

        tuned.Run(picture);
        Near.Check("tuned", direct.Output().ToArray(), tuned.Output(), 1e-5);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 2)]
    public void Session_OfTheFastestWaysWithoutATable_AgreesWithTheUsualOne(int batch, int threads)
    {
        using Model model = Network();
        using var usual = new Session(model, batch, new SessionOptions { Threads = threads });
        using var fastest = new Session(model, batch, new SessionOptions { Threads = threads, Algorithms = AlgorithmChoice.Fastest });
        float[] picture = Networks.Picture(usual.InputShape);
        usual.Run(picture);
        fastest.Run(picture);
        Near.Check("fastest", usual.Output().ToArray(), fastest.Output(), 1e-5);
    }

    [Fact]
    public void Session_WithoutBeingAsked_LeavesEveryWayToTheShapes()
    {
        Graph graph = ArchitectureCatalog.Get("tiny-inception").Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var session = new Session(model, 4, new SessionOptions { Threads = 2 });
        Assert.All(session.Graph.Nodes.Select(n => n.Operator).OfType<Conv2D>(), c => Assert.False(c.Way.IsNamed));
    }

    [Fact]
    public void Measure_OutOfRange_SaysWhat()
    {
        using Model model = Network();
        Assert.Equal("out of range", Assert.Throws<PointwiseException>(() => Tuner.Measure(model, model.Graph.Input.Shape, runs: -1)).Problem);
    }
}
