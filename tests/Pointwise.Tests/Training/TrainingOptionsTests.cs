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

public class TrainingOptionsTests
{
    private static readonly DrawnShapes Pictures = new(48, 11), Apart = new(18, 3);
    private static readonly Architecture Network = ArchitectureCatalog.Get("tiny-inception");

    [Fact]
    public void Frozen_LayersAndTheirStatistics_KeepTheirBits()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        using Model before = NewModel.For(Network, Pictures, 1);
        Run(model, new TrainingOptions { Epochs = 2, BatchSize = 12, Threads = 2, Frozen = ["conv1", "inception_1", "*_2.*.bn"], AverageDecay = 0.5f });
        foreach (string name in model.Parameters.Names)
        {
            bool same = before.Parameters[name].Values.SequenceEqual(model.Parameters[name].Values);
            bool frozen = name.StartsWith("conv1.", StringComparison.Ordinal) || name.StartsWith("inception_1.", StringComparison.Ordinal)
                || (name.StartsWith("inception_2.", StringComparison.Ordinal) && name.Contains(".bn.", StringComparison.Ordinal));
            Assert.True(same == frozen, name);
        }
    }

    [Fact]
    public void Frozen_NameOfNothing_IsRefusedWithTheNearest()
    {
        Fails(new TrainingOptions { Frozen = ["inception1"] }, "freeze: no parameter of tiny-inception has such a name\n  expected: a layer, a scope, or a pattern with *\n  found:    inception1\n  fix:      did you mean inception_1? ");
        Fails(new TrainingOptions { Frozen = ["*"] }, "tiny-inception: nothing to train");
        Fails(new TrainingOptions { LayerRates = [new("conv9", 1)] }, "layer rates: no parameter");
        Fails(new TrainingOptions { LayerRates = [new("conv1", -1)] }, "layer rates: conv1: out of range");
    }

    [Fact]
    public void Options_Impossible_AreNamed()
    {
        Fails(new TrainingOptions { AverageDecay = 1 }, "average: out of range\n  expected: from 0 up to 1, 1 excluded\n  found:    1");
        Fails(new TrainingOptions { LayerDecay = 0 }, "layer decay: out of range");
        Fails(new TrainingOptions { Patience = -1 }, "early stop: out of range");
        Fails(new TrainingOptions { Patience = 1 }, "early stop: needs pictures kept apart");
        Fails(new TrainingOptions { AnsweringHead = "best" }, "answering head best: needs pictures kept apart");
        Fails(new TrainingOptions { AnsweringHead = "aux3" }, "answering head: no such head\n  expected: main, mean, best\n  found:    aux3");
        Fails(new TrainingOptions { HeadWeights = new TrainingOptions().HeadWeights.Add("man", 1) }, "head weights: no such head\n  expected: main\n  found:    man\n  fix:      did you mean main? ");
        Fails(new TrainingOptions { HeadWeights = new TrainingOptions().HeadWeights.Add("main", 0) }, "head weights: nothing to train");
        Fails(new TrainingOptions { ClassWeights = ClassWeights.Of(1, 2) }, "class weights: do not fit the classes\n  expected: 6, one a class of drawn shapes\n  found:    2");
        Fails(new TrainingOptions { ClassWeights = ClassWeights.Of(0, 0, 0, 0, 0, 0) }, "class weights: out of range");
        Fails(new TrainingOptions { Schedule = new ConstantRate(0) }, "rate: out of range");
    }

    [Fact]
    public void ClassWeights_Balanced_CountEachClassAlike()
    {
        var data = new MnistDataSet("uneven", 28, 28, new byte[10 * 784], [0, 0, 0, 0, 0, 0, 1, 1, 1, 3]);
        float[] weights = [.. ClassWeights.Balanced.For(data, 11)];
        Assert.Equal(11, weights.Length);
        Assert.Equal([10 / 18f, 10 / 9f, 1, 10 / 3f], weights[..4]);
        Assert.All(weights[4..], w => Assert.Equal(1, w));
        using Model model = NewModel.For(Network, data, 1);
        var run = new TrainingRun(model, data, new TrainingOptions { BatchSize = 2, ClassWeights = ClassWeights.Balanced, LabelSmoothing = 0.1f });
        Graph graph = TrainedGraph.Of(run);
        Assert.Equal(new SoftmaxCrossEntropy(0.1f, [.. weights[..data.Classes.Length]]), graph.Nodes[graph.Heads[0].Node].Operator);
        Assert.Equal(ClassWeights.Of(1, 2), ClassWeights.Of(1, 2));
        Assert.NotEqual(ClassWeights.Of(1, 2), ClassWeights.Of(1, 3));
    }

    [Fact]
    public void Sampling_Balanced_ShowsEachClassAsOftenAndEveryPictureInTime()
    {
        byte[] labels = [.. Enumerable.Range(0, 100).Select(i => (byte)(i < 80 ? 0 : i < 95 ? 1 : 2))];
        var data = new MnistDataSet("uneven", 1, 1, new byte[100], labels);
        var order = new PictureOrder(data, Sampling.Balanced, 4);
        var seen = new HashSet<int>();
        int[] first = order.Of(0).ToArray();
        for (int epoch = 0; epoch < 30; epoch++)
        {
            int[] chosen = order.Of(epoch).ToArray();
            int[] counts = [.. Enumerable.Range(0, 3).Select(c => chosen.Count(i => labels[i] == c))];
            Assert.All(counts, n => Assert.InRange(n, 33, 34));
            Assert.True(chosen.Where(i => labels[i] == 2).GroupBy(i => i).Max(g => g.Count()) <= 7);
            seen.UnionWith(chosen);
        }

        Assert.Equal(100, seen.Count);
        Assert.Equal(first, order.Of(0).ToArray());
        Assert.NotEqual(first, new PictureOrder(data, Sampling.Balanced, 5).Of(0).ToArray());
        Assert.Equal(Enumerable.Range(0, 100), new PictureOrder(data, Sampling.Shuffled, 4).Of(7).ToArray().Order());
    }

    [Fact]
    public void LayerRates_OfOneStep_ScaleTheMovement()
    {
        var plain = new TrainingOptions { Epochs = 1, BatchSize = 48, Threads = 1, Augmentation = null, Optimiser = new Sgd(0), Schedule = new ConstantRate(0.01) };
        Dictionary<string, float[]> all = Movement(plain);
        Dictionary<string, float[]> some = Movement(plain with { LayerRates = [new("inception_1", 0.5f), new("inception_1.1x1", 0), new("linear.bias", 2)], LayerDecay = 0.5f });
        Assert.All(some["inception_1.1x1.conv.weight"], v => Assert.Equal(0, v));
        Scaled("linear.bias", 2);
        Scaled("linear.weight", 1);
        Scaled("inception_3.1x1.conv.weight", 0.5);
        Scaled("inception_1.3x3.conv.weight", 0.5 * 0.125);
        Scaled("conv1.conv.weight", 0.0625);

        void Scaled(string name, double factor)
        {
            double largest = all[name].Max(Math.Abs);
            Assert.True(largest > 0, name);
            for (int i = 0; i < all[name].Length; i++) Assert.Equal(factor * all[name][i], some[name][i], 1e-3 * largest);
        }
    }

    [Fact]
    public void Average_OverSteps_FollowsItsFormula()
    {
        Graph graph = SmallNetwork.Build();
        using Parameters values = Parameters.Initialize(graph, 1);
        using var workers = new Workers(2);
        using var average = new WeightAverage(graph, values, 0.3f, workers);
        double expected = values["fc.weight"].Values[5], mean = values["norm.running_mean"].Values[1];
        for (int step = 0; step < 5; step++)
        {
            values["fc.weight"].Values[5] += step;
            values["norm.running_mean"].Values[1] -= 0.5f;
            average.Add(step);
            double decay = Math.Min(0.3f, (1.0 + step) / (10 + step));
            expected += (1 - decay) * (values["fc.weight"].Values[5] - expected);
            mean += (1 - decay) * (values["norm.running_mean"].Values[1] - mean);
        }

        Assert.Equal(expected, average.Averages["fc.weight"].Values[5], 1e-5);
        Assert.Equal(mean, average.Averages["norm.running_mean"].Values[1], 1e-5);
        average.Replace();
        Assert.Equal(average.Averages["fc.weight"].Values.ToArray(), values["fc.weight"].Values.ToArray());
    }

    [Fact]
    public void Average_IsWhatIsScoredAndReturned()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        TrainingResult result = Run(model, new TrainingOptions { Epochs = 2, BatchSize = 12, Threads = 1, AverageDecay = 0.9f }, Apart);
        Assert.Equal(result.History.Epochs[^1].Validation, Evaluation.Of(result.Model, Apart, 1, TestContext.Current.CancellationToken));
        Assert.Equal("0.9", result.Model.Provenance["average"]);
    }

    [Fact]
    public void EarlyStop_WithoutABetterScore_EndsAfterItsPatience()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        var options = new TrainingOptions { Epochs = 9, BatchSize = 24, Threads = 1, Patience = 2, Frozen = ["conv1", "inception_*"], Schedule = new ConstantRate(1e-30) };
        TrainingResult result = Run(model, options, Apart);
        Assert.True(result.History.StoppedEarly);
        Assert.Equal(3, result.History.Epochs.Length);
        Assert.Equal(1, result.History.Best!.Epoch);
        Assert.Equal("3", result.Model.Provenance["stopped_after"]);
    }

    [Fact]
    public void Best_IsMorePicturesRight_ThenALowerLoss()
    {
        var best = new BestEpoch(1, new Score(10, 5, 9, 1.0));
        Assert.True(best.Score.IsBeatenBy(new Score(10, 6, 9, 2.0)));
        Assert.True(best.Score.IsBeatenBy(new Score(10, 5, 5, 0.9)));
        Assert.False(best.Score.IsBeatenBy(new Score(10, 5, 9, 1.0)));
        Assert.False(best.Score.IsBeatenBy(new Score(10, 4, 9, 0.1)));
        Assert.False(best.Score.IsBeatenBy(new Score(10, 5, 9, double.NaN)));
    }

    [Fact]
    public void Run_WithBatchesOfOne_TrainsThroughBatchNorm()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        var few = new DataSetRange(Pictures, 0, 5);
        TrainingResult result = Run(model, new TrainingOptions { Epochs = 1, BatchSize = 1, Threads = 1, Schedule = new ConstantRate(1e-4) });
        Assert.True(double.IsFinite(result.History.Epochs[0].Loss));
        Assert.All(model.Parameters.Names, name => Assert.True(model.Parameters[name].Values.ToArray().All(float.IsFinite), name));
        var b = new GraphBuilder("vectors");
        b.Head("main", b.Input(new Shape(1, 1, 28, 28)).GlobalAveragePool("pool").Flatten("flat").Linear("hidden", 4).BatchNorm("norm").Linear("fc", 6));
        Graph graph = b.Build();
        using var vectors = new Model(graph, Parameters.Initialize(graph, 1)) { Preprocessing = model.Preprocessing };
        Assert.True(double.IsFinite(TrainingLoop.Run(new TrainingRun(vectors, few, new TrainingOptions { Epochs = 1, BatchSize = 1, Threads = 1 }), stop: TestContext.Current.CancellationToken).History.Epochs[0].Loss));
    }

    [Fact]
    public void Options_Equality_ComparesTheirLists()
    {
        var options = new TrainingOptions { Frozen = ["a", "b"], LayerRates = [new("c", 1)], ClassWeights = ClassWeights.Of(1, 2), HeadWeights = new TrainingOptions().HeadWeights.Add("aux1", 0.5f) };
        Assert.Equal(options, options with { Frozen = ["a", "b"], LayerRates = [new("c", 1)] });
        Assert.NotEqual(options, options with { Frozen = ["a"] });
        Assert.NotEqual(options, options with { LayerRates = [new("c", 2)] });
        Assert.NotEqual(options, options with { HeadWeights = options.HeadWeights.SetItem("aux1", 1) });
        Assert.Equal(options, options with { Frozen = default } with { Frozen = ["a", "b"] });
    }

    private static Dictionary<string, float[]> Movement(TrainingOptions options)
    {
        using Model model = NewModel.For(Network, Pictures, 1), before = NewModel.For(Network, Pictures, 1);
        Run(model, options);
        return model.Parameters.Names.ToDictionary(n => n, n =>
        {
            float[] now = model.Parameters[n].Values.ToArray(), then = before.Parameters[n].Values.ToArray();
            return now.Select((v, i) => v - then[i]).ToArray();
        });
    }

    private static TrainingResult Run(Model model, TrainingOptions options, IDataSet? validation = null) =>
        TrainingLoop.Run(new TrainingRun(model, Pictures, options) { Validation = validation }, stop: TestContext.Current.CancellationToken);

    private static void Fails(TrainingOptions options, string text)
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        Assert.StartsWith(text, Assert.Throws<PointwiseException>(() => Run(model, options with { BatchSize = 8 })).Message, StringComparison.Ordinal);
    }
}
