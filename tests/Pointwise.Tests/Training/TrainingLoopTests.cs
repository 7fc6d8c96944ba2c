using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Optimisers;
using Xunit;

namespace Pointwise.Tests.Training;

public class TrainingLoopTests
{
    private static readonly DrawnShapes Pictures = new(64, 11);
    private static readonly Architecture Network = ArchitectureCatalog.Get("tiny-inception");

    [Fact]
    public void Run_OnSixtyFourPictures_LearnsThemAll()
    {
        var seen = new List<TrainingProgress>();
        using Model model = NewModel.For(Network, Pictures, 1);
        var options = new TrainingOptions { Epochs = 40, BatchSize = 16, Threads = 1, Augmentation = null, Schedule = new Cosine(0.05, 40) };
        Model trained = Train(model, Pictures, options, progress: new Collector(seen));
        Score score = ScoreOf(trained, Pictures);
        Assert.Equal(1, score.Accuracy);
        Assert.True(score.Loss < 0.02, $"loss {score.Loss}");
        Assert.True(seen[^1].Loss < 0.1 * seen[3].Loss, $"from {seen[3].Loss} to {seen[^1].Loss}");
        Assert.Equal((40, 40, 4, 4), (seen[^1].Epoch, seen[^1].Epochs, seen[^1].Step, seen[^1].Steps));
        Assert.Equal(TimeSpan.Zero, seen[^1].TimeLeft);
        Assert.Equal("40", trained.Provenance["epochs"]);
    }

    [Fact]
    public void Run_ScoresAsMapsOfOnePixel_LearnsAsFromVectors()
    {
        using Model maps = Pooled(flattened: false), vectors = Pooled(flattened: true);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 16, Threads = 1 };
        float[] before = All(maps), learned = All(Train(maps, Pictures, options));
        Assert.NotEqual(before, learned);
        Assert.Equal(All(Train(vectors, Pictures, options)), learned);
        Assert.Equal(new Shape(1, 6, 1, 1), maps.Graph.Nodes[maps.Graph.Heads[0].Node].Shape);
    }

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("adamw")]
    public void Run_WithOtherOptimisers_LowersTheLoss(string name)
    {
        var seen = new List<TrainingProgress>();
        using Model model = NewModel.For(Network, Pictures, 1);
        Optimiser optimiser = name == "adamw" ? new AdamW() : new RmsProp();
        Train(model, Pictures, new TrainingOptions { Epochs = 12, BatchSize = 16, Threads = 1, Optimiser = optimiser, Augmentation = null }, progress: new Collector(seen));
        Assert.True(seen[^1].Loss < 0.5 * seen[3].Loss, $"from {seen[3].Loss} to {seen[^1].Loss}");
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameBitsOnAnyThreads()
    {
        float[] expected = Weights(1, 5);
        Assert.Equal(expected, Weights(1, 5));
        Assert.Equal(expected, Weights(2, 5));
        Assert.Equal(expected, Weights(8, 5));
        Assert.NotEqual(expected, Weights(1, 6));
    }

    [Fact]
    public void Run_WithPicturesKeptApart_ScoresThemAfterEachEpochAndChangesNothing()
    {
        var seen = new List<TrainingProgress>();
        using Model plain = NewModel.For(Network, Pictures, 1), watched = NewModel.For(Network, Pictures, 1);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 24, Threads = 1 };
        Train(plain, Pictures, options);
        Train(watched, Pictures, options, new DrawnShapes(12, 3), new Collector(seen));
        Assert.Equal([false, true, false, true], seen.Select(p => p.Validation is not null));
        Assert.Equal(12, seen[1].Validation!.Pictures);
        Assert.Equal(All(plain), All(watched));
    }

    [Fact]
    public void Run_Step_AllocatesNothingAfterTheFirst()
    {
        var meter = new AllocationMeter();
        using Model model = NewModel.For(Network, Pictures, 1);
        Train(model, Pictures, new TrainingOptions { Epochs = 2, BatchSize = 8, Threads = 2 }, progress: meter);
        Assert.All(meter.BytesPerStep.Skip(2), bytes => Assert.Equal(0, bytes));
    }

    [Fact]
    public void Run_ThatBlowsUp_StopsAndNamesTheNode()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        model.Parameters["inception_2.3x3.conv.weight"].Values[0] = float.NaN;
        var e = Assert.Throws<PointwiseException>(() => Train(model, Pictures, new TrainingOptions { BatchSize = 8, Threads = 1 }));
        Assert.Contains("node inception_2.3x3.conv", e.Message, StringComparison.Ordinal);
        Assert.Contains("values are no longer finite at step 1\n  expected: a finite loss", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Account_NamesWhatTheResultDependsOn()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        Model trained = Train(model, Pictures, new TrainingOptions { Epochs = 1, BatchSize = 32, Threads = 1 });
        Assert.Equal(
            ["augmentation", "batch", "epochs", "label_smoothing", "optimiser", "pictures", "schedule", "seed"], trained.Provenance.Keys);
        Assert.Equal("sgd, momentum 0.9, nesterov true, weight decay 0.0005, decay weights only false, clip 0", trained.Provenance["optimiser"]);
        Assert.Equal("cosine, rate 0.1, epochs 1, floor 0", trained.Provenance["schedule"]);
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        using Model model = NewModel.For(Network, Pictures, 1);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(model, Pictures, new TrainingOptions { BatchSize = 8, Threads = 1 }, stop: stop.Token));
    }

    [Fact]
    public void Run_ImpossibleOptions_AreNamed()
    {
        Fails(new TrainingOptions { Epochs = 0 }, "epochs: out of range\n  expected: at least 1\n  found:    0");
        Fails(new TrainingOptions { BatchSize = 65 }, "batch: larger than the data set\n  expected: at most 64, the pictures of drawn shapes\n  found:    65");
        Fails(new TrainingOptions { BatchSize = 0 }, "batch: out of range");
        Fails(new TrainingOptions { Schedule = new ConstantRate(0) }, "rate: out of range\n  expected: a positive number\n  found:    0");
        Fails(new TrainingOptions { Schedule = new ConstantRate(double.NaN) }, "rate: out of range");
        Fails(new TrainingOptions { LabelSmoothing = 1 }, "label smoothing: out of range");
        Fails(new TrainingOptions { Threads = -1 }, "threads: out of range");
        Fails(new TrainingOptions { Optimiser = new Sgd(2) }, "sgd: Momentum: out of range");
        Fails(new TrainingOptions { Augmentation = new Augmentation(-1) }, "augmentation: Shift: out of range");
    }

    [Fact]
    public void Run_OnOneClass_IsRefused()
    {
        var one = new MnistDataSet("one", 28, 28, new byte[16 * 784], new byte[16]);
        using Model model = NewModel.For(Network, Pictures, 1);
        var e = Assert.Throws<PointwiseException>(() => Train(model, one, new TrainingOptions { BatchSize = 4 }));
        Assert.Contains("one: too few classes\n  expected: at least 2\n  found:    1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OnPicturesOfAnotherSize_IsRefusedWhereTheModelDoesNotResize()
    {
        var small = new MnistDataSet("small", 14, 14, new byte[16 * 196], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
        using Model model = NewModel.For(Network, Pictures, 1);
        Train(model, small, new TrainingOptions { BatchSize = 4, Epochs = 1 });
        Model exact = model with { Preprocessing = model.Preprocessing with { ResizeShortSide = 0 } };
        var e = Assert.Throws<PointwiseException>(() => Train(exact, small, new TrainingOptions { BatchSize = 4 }));
        Assert.Contains(": picture of another size\n  expected: 28x28x1\n  found:    14x14x1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_OfAnyNumberOfPictures_IsTheSameForEach()
    {
        var many = new DrawnShapes(130, 4);
        using Model model = NewModel.For(Network, Pictures, 1);
        Score all = ScoreOf(model, many, 2);
        Score first = ScoreOf(model, new DataSetRange(many, 0, 33), 1), rest = ScoreOf(model, new DataSetRange(many, 33, 97), 2);
        Assert.Equal(all.Top1, first.Top1 + rest.Top1);
        Assert.Equal(all.Top5, first.Top5 + rest.Top5);
        Assert.Equal(130 * all.Loss, 33 * first.Loss + 97 * rest.Loss, 1e-9);
    }

    [Fact]
    public void Evaluation_OfMoreClassesThanScores_IsRefused()
    {
        using Model model = NewModel.For(Network, new MnistDataSet("two", 28, 28, new byte[2 * 784], [0, 1]), 1);
        var e = Assert.Throws<PointwiseException>(() => ScoreOf(model, Pictures));
        Assert.Contains("head main: the classes of drawn shapes have no scores\n  expected: at least 6 scores a picture\n  found:    2", e.Message, StringComparison.Ordinal);
    }

    private static Model Train(Model model, IDataSet data, TrainingOptions options, IDataSet? validation = null, IProgress<TrainingProgress>? progress = null) =>
        TrainingLoop.Run(model, data, options, validation, progress, TestContext.Current.CancellationToken);

    private static Model Pooled(bool flattened)
    {
        var b = new GraphBuilder("pooled");
        Value x = b.Input(new Shape(1, 1, 28, 28)).Conv2D("conv", 8, Window.Square(3, stride: 2)).Relu("relu").Conv2D("scores", 6, Window.Square(1)).GlobalAveragePool("mean");
        b.Head("main", flattened ? x.Flatten("flat") : x);
        Graph graph = b.Build();
        return new Model(graph, Parameters.Initialize(graph, 3)) { Preprocessing = new Preprocessing { Channels = ChannelOrder.Grey } };
    }

    private static Score ScoreOf(Model model, IDataSet data, int threads = 1) => Evaluation.Of(model, data, threads, TestContext.Current.CancellationToken);

    private static float[] Weights(int threads, ulong seed)
    {
        using Model model = NewModel.For(Network, Pictures, seed);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 10, Seed = seed, Threads = threads, LabelSmoothing = 0.1f, Optimiser = new Sgd { WeightDecay = 1e-3f, ClipNorm = 1 } };
        Train(model, Pictures, options);
        return All(model);
    }

    private static float[] All(Model model) => [.. model.Parameters.Names.SelectMany(name => model.Parameters[name].Values.ToArray())];

    private static void Fails(TrainingOptions options, string text)
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        Assert.StartsWith(text, Assert.Throws<PointwiseException>(() => Train(model, Pictures, options)).Message, StringComparison.Ordinal);
    }

    private sealed class Collector(List<TrainingProgress> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen.Add(value);
    }

    private sealed class AllocationMeter : IProgress<TrainingProgress>
    {
        private long last;

        public List<long> BytesPerStep { get; } = new(1000);

        public void Report(TrainingProgress value)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            BytesPerStep.Add(now - last);
            last = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
