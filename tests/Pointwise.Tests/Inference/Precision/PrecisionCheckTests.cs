using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Precision;
using Pointwise.Inference.Tuning;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference.Precision;

public class PrecisionCheckTests
{
    [Theory]
    [InlineData("googlenet")]
    [InlineData("googlenet-bn")]
    [InlineData("inception-v3")]
    public void Of_ANetwork_EveryLayerAndTheAnswerAreNearDoublePrecision(string network)
    {
        Graph graph = ArchitectureCatalog.Get(network).Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        PrecisionReport report = PrecisionCheck.Of(model, graph.Input.Shape, Networks.Picture(graph.Input.Shape), new SessionOptions { Threads = 2 });
        Assert.Empty(report.Unknown);
        Assert.All(report.Layers, layer => Assert.True(layer.Of.Share < 1e-5, $"{layer.Node}: {layer.Of}"));
        Assert.Contains(report.Layers, layer => layer.Algorithm.StartsWith("Winograd", StringComparison.Ordinal) && layer.Of.Error > 0);
        Assert.True(report.Whole!.Value.Share is > 0 and < 1e-4, $"{report.Whole}");
        Assert.Equal(report.Layers.Max(l => l.Of.Share), report.Worst!.Of.Share);
    }

    [Fact]
    public void Of_MergedSiblings_ComparesAllOfTheirChannels()
    {
        Graph graph = Networks.Siblings();
        using var model = new Model(graph, Formula.Parameters(graph));
        PrecisionReport report = PrecisionCheck.Of(model, graph.Input.Shape, Networks.Picture(graph.Input.Shape), new SessionOptions { Threads = 1 });
        LayerError merged = report.Layers.First(l => l.Node.Contains('+', StringComparison.Ordinal));
        Assert.True(merged.Of.Largest > 0 && merged.Of.Share < 1e-6);
        Assert.True(report.Whole!.Value.Share < 1e-6);
    }

    [Fact]
    public void Of_AWayOfItsOwn_IsMeasuredByIt()
    {
        var b = new GraphBuilder("one");
        b.Head("main", b.Input(new Shape(1, 512, 14, 14)).Conv2D("conv", 64, Window.Square(3, padding: 1)));
        Graph graph = b.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        float[] picture = Networks.Picture(graph.Input.Shape);
        ValueError direct = Error(AlgorithmChoice.Direct), transformed = Error(AlgorithmChoice.Estimated);
        Assert.NotEqual(direct.Error, transformed.Error);
        foreach (ValueError error in (ValueError[])[direct, transformed]) Assert.InRange(error.Share, 1e-9, 1e-5);
        Assert.Equal(direct.Largest, transformed.Largest);

        ValueError Error(AlgorithmChoice choice) => PrecisionCheck.Of(model, graph.Input.Shape, picture, new SessionOptions { Algorithms = choice }).Layers.Single().Of;
    }

    [Fact]
    public void Of_AnOperatorWithoutAReference_NamesItAndSaysNothingOfTheWhole()
    {
        var b = new GraphBuilder("one");
        b.Head("main", b.Input(new Shape(1, 2, 3, 3)).Relu("relu").Apply("prelu", new PRelu()));
        Graph graph = b.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        PrecisionReport report = PrecisionCheck.Of(model, graph.Input.Shape, new float[18]);
        Assert.Equal(["prelu"], report.Unknown);
        Assert.Equal(["relu"], report.Layers.Select(l => l.Node));
        Assert.Null(report.Whole);
    }

    [Fact]
    public void Of_ValuesThatDoNotFillTheInput_AreRefused()
    {
        Graph graph = Networks.Siblings();
        using var model = new Model(graph, Formula.Parameters(graph));
        Assert.Equal("values do not fill the input", Assert.Throws<PointwiseException>(() => PrecisionCheck.Of(model, graph.Input.Shape, new float[3])).Problem);
    }
}
