using System.Collections.Immutable;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference.Measuring;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference.Measuring;

public class BenchmarkTests
{
    private static readonly BenchmarkOptions Short = new() { Runs = 3, WarmUpSeconds = 0, Threads = 1 };

    [Fact]
    public void Run_OfANetwork_CountsWhatItComputesAndWhatItHolds()
    {
        Graph graph = ArchitectureCatalog.Get("tiny-inception").Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        BenchmarkReport report = Benchmark.Run(model, Short with { Batch = 2, Threads = 2 });
        long multiplyAdds = 2 * graph.Nodes.Sum(n => n.Operator.MultiplyAdds(graph.InputShapes(n)));
        Assert.Equal(("tiny-inception", new Shape(2, 1, 28, 28), 2, multiplyAdds), (report.Network, report.Input, report.Threads, report.MultiplyAdds));
        Assert.Equal(3, report.Times.Count);
        Assert.True(report.Times.Least > 0 && report.Times.Least <= report.Times.Median);
        Assert.Equal(2 / report.Times.Median, report.PicturesPerSecond);
        Assert.Equal(2 * multiplyAdds / report.Times.Median, report.FlopsPerSecond);
        Assert.True(report.Peak > 0 && report.ShareOfPeak > 0);
        Assert.Equal(4 * model.Parameters.Elements, report.Memory.ParameterBytes);
        Assert.True(report.Memory.ValueBytes > 0 && report.Memory.PreparedBytes > 0);
        Assert.InRange(report.Memory.ResidentBytes, report.Memory.ValueBytes + report.Memory.PreparedBytes, 1L << 40);
        Assert.Empty(report.Layers);
    }

    [Fact]
    public void Run_ForAnotherInput_IsCompiledForIt()
    {
        Graph graph = ArchitectureCatalog.Get("tiny-inception").Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        Assert.Equal(new Shape(3, 1, 32, 32), Benchmark.Run(model, Short with { Batch = 3, Input = new Shape(1, 1, 32, 32) }).Input);
    }

    [Fact]
    public void Run_WithLayers_NamesTheAlgorithmOfEachNode()
    {
        var b = new GraphBuilder("ways");
        Value x = b.Input(new Shape(1, 64, 28, 28));
        Value wide = x.Apply("wide", new Conv2D(64, Window.Square(3, padding: 1)));
        Value strided = x.Apply("strided", new Conv2D(64, Window.Square(3, 2, 1)));
        Value one = wide.Apply("one", new Conv2D(32, Window.Square(1)));
        Value every = wide.Apply("every", new Conv2D(64, Window.Square(3, padding: 1), Groups: 64));
        Value joined = b.Add("joined", new Concat(), one, every);
        Value copied = b.Add("copied", new Concat(), b.Add("pooled", new MaxPool(Window.Square(2, 2)), joined), strided, strided);
        b.Head("main", copied.Apply("mean", new GlobalAveragePool()).Apply("flat", new Flatten()).Apply("fc", new Linear(10)));
        Graph graph = b.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        BenchmarkReport report = Benchmark.Run(model, Short with { Layers = true });
        Assert.Equal(
            [("wide", "Winograd F(4x4,3x3)"), ("strided", "direct rows"), ("one", "pointwise"), ("every", "depthwise"), ("joined", "in place"), ("pooled", "MaxPool"), ("copied", "Concat"), ("mean", "GlobalAveragePool"), ("flat", "in place"), ("fc", "pointwise")],
            report.Layers.Select(l => (l.Node, l.Algorithm)));
        Assert.Equal("conv 3x3/2 64", report.Layers[1].Operator);
        Assert.Equal(new Shape(1, 64, 14, 14), report.Layers[1].Output);
        Assert.Equal(report.MultiplyAdds, report.Layers.Sum(l => l.MultiplyAdds));
        Assert.All(report.Layers, l => Assert.True(l.Seconds > 0 && l.FlopsPerSecond > 0 == l.MultiplyAdds > 0));
        Assert.Equal(8, LayerTime.ByAlgorithm(report.Layers).Length);
        AlgorithmTime pointwise = LayerTime.ByAlgorithm(report.Layers).Single(a => a.Algorithm == "pointwise");
        Assert.Equal((2, report.Layers[2].MultiplyAdds + report.Layers[^1].MultiplyAdds), (pointwise.Nodes, pointwise.MultiplyAdds));
        Assert.Equal(report.Layers[2].Seconds + report.Layers[^1].Seconds, pointwise.Seconds, 1e-12);
    }

    [Fact]
    public void Run_WithLayers_TellsWhyEachConvolutionGoesOneWay()
    {
        var b = new GraphBuilder("choices");
        Value x = b.Input(new Shape(1, 8, 28, 28));
        Value narrow = x.Apply("narrow", new Conv2D(64, Window.Square(3, padding: 1)));
        Value wide = narrow.Apply("wide", new Conv2D(64, Window.Square(3, padding: 1)));
        Value strided = wide.Apply("strided", new Conv2D(192, Window.Square(3, 4, 1)));
        Value small = strided.Apply("small", new Conv2D(384, Window.Square(3, padding: 1)));
        b.Head("main", small.Apply("mean", new GlobalAveragePool()));
        Graph graph = b.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        Dictionary<string, LayerTime> layers = Benchmark.Run(model, Short with { Layers = true }).Layers.ToDictionary(l => l.Node);
        Assert.All(layers.Values.Where(l => l.Candidates.Length > 0), l => Assert.Single(l.Candidates, c => c.Name == l.Algorithm));
        Assert.Contains("fewer than 16 channels", Reasons("narrow"));
        Assert.Equal("the only way", Assert.Single(Reasons("strided")));
        Assert.Contains("taken", Reasons("wide"));
        Assert.Contains(Reasons("wide"), reason => reason.EndsWith("x the cycles", StringComparison.Ordinal));
        Assert.All(layers["small"].Candidates, c => Assert.True(c.Cycles > 0));
        Assert.Empty(layers["mean"].Candidates);

        string[] Reasons(string node) => [.. layers[node].Candidates.Select(layers[node].Reason)];
    }

    [Theory]
    [InlineData(1000, 900, null, "less, but by no more than the estimate may be wrong")]
    [InlineData(1000, 1500, null, "1.50x the cycles")]
    [InlineData(1000, 500, "too large", "too large")]
    public void Reason_OfAWayNotTaken_ComparesItWithTheOneThatIs(double taken, double other, string? limit, string reason)
    {
        AlgorithmCandidate way = new("other", default, other, limit);
        var layer = new LayerTime("node", "conv 3x3 8", "one", new Shape(1, 1), 1, 0) { Candidates = [new("one", default, taken), way] };
        Assert.Equal(("taken", reason), (layer.Reason(layer.Candidates[0]), layer.Reason(way)));
    }

    [Fact]
    public void Reason_OfMeasuredWays_ComparesTheirTimes()
    {
        AlgorithmCandidate one = new("one", default, 1), other = new("other", default, 2), unknown = new("unknown", default, 3);
        var layer = new LayerTime("node", "conv 3x3 8", "one", new Shape(1, 1), 5e-3, 0)
        {
            Candidates = [one, other, unknown], Choice = AlgorithmChoice.Fastest,
            Tuned = ImmutableSortedDictionary<string, double>.Empty.Add("one", 2e-3).Add("other", 3e-3),
        };
        Assert.Equal(["taken: the least when they were measured", "1.50x the measured time", "not measured"], layer.Candidates.Select(layer.Reason));
        Assert.Equal([5e-3, 3e-3, null], layer.Candidates.Select(layer.MeasuredSeconds));
        Assert.Equal("the direct sums were asked for", (layer with { Choice = AlgorithmChoice.Direct }).Reason(other));
    }

    [Fact]
    public void Run_WithTheDirectSums_TransformsNothing()
    {
        Graph graph = ArchitectureCatalog.Get("small-inception").Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        Assert.Contains(Benchmark.Run(model, Short with { Layers = true, Runs = 1 }).Layers, IsTransformed);
        BenchmarkReport direct = Benchmark.Run(model, Short with { Layers = true, Runs = 1, Algorithms = AlgorithmChoice.Direct });
        Assert.DoesNotContain(direct.Layers, IsTransformed);
        Assert.Equal(AlgorithmChoice.Direct, direct.Algorithms);

        static bool IsTransformed(LayerTime layer) => layer.Algorithm.StartsWith("Winograd", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "ways: batch: out of range")]
    [InlineData(1, -1, "ways: runs: out of range")]
    public void Run_OutOfRange_SaysWhat(int batch, int runs, string problem)
    {
        var b = new GraphBuilder("ways");
        b.Head("main", b.Input(new Shape(1, 1, 2, 2)).Apply("relu", new Relu()));
        using var model = new Model(b.Build(), new Parameters());
        Assert.StartsWith(problem, Assert.Throws<PointwiseException>(() => Benchmark.Run(model, Short with { Batch = batch, Runs = runs })).Message, StringComparison.Ordinal);
    }
}
