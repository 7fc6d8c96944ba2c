using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Checkpoints;
using Pointwise.Training.Optimisers;
using Xunit;

namespace Pointwise.Tests.Training.Checkpoints;

public class ResumeTests
{
    private static readonly DrawnShapes Pictures = new(40, 11), Apart = new(12, 3);
    private static readonly Architecture Network = ArchitectureCatalog.Get("tiny-inception");

    public static TheoryData<string> Kinds => ["sgd", "rmsprop", "adamw with all there is"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Resume_AtAnyStep_EqualsTheRunThatNeverStopped(string kind)
    {
        TrainingOptions options = OptionsOf(kind);
        using var folder = new TemporaryFolder();
        string whole = Path.Combine(folder.Path, "whole"), parts = Path.Combine(folder.Path, "parts");
        using Model straight = NewModel.For(Network, Pictures, 1), stopped = NewModel.For(Network, Pictures, 1);
        TrainingResult expected = TrainingLoop.Run(RunOf(straight, options, whole), stop: TestContext.Current.CancellationToken);
        StopAfter(RunOf(stopped, options, parts), 1);
        for (int at = 2; at < 10; at += 3)
        {
            using Checkpoint from = Checkpoint.Load(Path.Combine(parts, "last.safetensors"));
            Assert.Equal(at - 1, from.Epochs * 4 + from.StepsOfEpoch);
            TrainingRun next = Resumed(from, options with { Threads = 1 + at % 3 }, parts);
            using Model copy = next.Model;
            StopAfter(next, 3);
        }

        using Checkpoint last = Checkpoint.Load(Path.Combine(parts, "last.safetensors"));
        TrainingRun rest = Resumed(last, null, parts);
        using Model model = rest.Model;
        TrainingResult result = TrainingLoop.Run(rest, stop: TestContext.Current.CancellationToken);
        Assert.Equal(Bytes(expected.Model), Bytes(result.Model));
        Assert.Equal(expected.Heads, result.Heads);
        Assert.Equal(expected.History.Best, result.History.Best);
        Assert.Equal(expected.History.Epochs.Select(e => e with { Speed = null }), result.History.Epochs.Select(e => e with { Speed = null }));
        // the options differ by their threads alone, which a checkpoint keeps too
        Assert.Equal(SameThreads(Path.Combine(whole, "last.safetensors")), SameThreads(Path.Combine(parts, "last.safetensors")));
        Assert.Equal(SameThreads(Path.Combine(whole, "best.safetensors")), SameThreads(Path.Combine(parts, "best.safetensors")));
    }

    [Fact]
    public void Resume_TwiceFromOneCheckpoint_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = OptionsOf("adamw with all there is");
        using Model model = NewModel.For(Network, Pictures, 1);
        StopAfter(RunOf(model, options, folder.Path), 5);
        using Checkpoint from = Checkpoint.Load(folder.File("last.safetensors"));
        string[] models = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            TrainingRun run = TrainingRun.Resume(from, Pictures) with { Validation = Apart };
            using Model copy = run.Model;
            return Bytes(TrainingLoop.Run(run, stop: TestContext.Current.CancellationToken).Model);
        })];
        Assert.Equal(models[0], models[1]);
    }

    [Fact]
    public void Resume_WithMoreEpochs_GoesOn()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = OptionsOf("sgd") with { Schedule = new ConstantRate(0.01) };
        using Model short1 = NewModel.For(Network, Pictures, 1), long1 = NewModel.For(Network, Pictures, 1);
        TrainingLoop.Run(RunOf(short1, options, folder.Path), stop: TestContext.Current.CancellationToken);
        using Checkpoint from = Checkpoint.Load(folder.File("last.safetensors"));
        TrainingRun more = Resumed(from, options with { Epochs = 4 }, folder.Path);
        using Model model = more.Model;
        TrainingResult result = TrainingLoop.Run(more, stop: TestContext.Current.CancellationToken);
        TrainingResult straight = TrainingLoop.Run(RunOf(long1, options with { Epochs = 4 }, folder.Path), stop: TestContext.Current.CancellationToken);
        Assert.Equal(4, result.History.Epochs.Length);
        Assert.Null(result.History.Epochs[0].Speed);
        Assert.NotNull(result.History.Epochs[3].Speed);
        Assert.Equal(Bytes(straight.Model), Bytes(result.Model));
    }

    [Fact]
    public void Resume_WithOtherOptions_NamesTheOption()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = OptionsOf("adamw with all there is");
        using Model model = NewModel.For(Network, Pictures, 1);
        StopAfter(RunOf(model, options, folder.Path), 5);
        using Checkpoint from = Checkpoint.Load(folder.File("last.safetensors"));
        Assert.Equal(options, from.ReadOptions());
        Refused(options with { BatchSize = 8 }, "batch: resumed with another value\n  expected: 10\n  found:    8");
        Refused(options with { Optimiser = options.Optimiser with { WeightDecay = 0.5f } }, "optimiser: weight decay: resumed with another value\n  expected: 0.01\n  found:    0.5");
        Refused(options with { Optimiser = new Sgd() }, "optimiser: name: resumed with another value\n  expected: adamw\n  found:    sgd");
        Refused(options with { Epochs = 2 }, "epochs: resumed with another value\n  expected: 3 or more\n  found:    2");
        Refused(options with { Seed = 9 }, "seed: resumed with another value");
        Refused(options with { Schedule = null }, "rate: resumed with another value\n  expected: 0.004\n  found:    not given");
        Refused(options with { Schedule = new Cosine(0.004, 3) }, "schedule: resumed with another value\n  expected: polynomial\n  found:    ");
        Refused(options with { AverageDecay = 0 }, "average: resumed with another value\n  expected: 0.9\n  found:    0");
        Refused(options with { Frozen = [] }, "freeze: resumed with another value\n  expected: [conv1]\n  found:    []");
        Refused(options with { Augmentation = null }, "augmentation/shift".Replace("/", ": ", StringComparison.Ordinal));
        Refused(options with { LayerRates = [] }, "layer rates: 1: layers: resumed with another value");

        void Refused(TrainingOptions given, string text)
        {
            var e = Assert.Throws<PointwiseException>(() => TrainingRun.Resume(from, Pictures, given));
            Assert.True(e.Message.StartsWith($"{from.Path}: {text}", StringComparison.Ordinal), $"wanted: {text}\n{e.Message}");
        }
    }

    [Fact]
    public void Resume_WithOtherPictures_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using Model model = NewModel.For(Network, Pictures, 1);
        StopAfter(RunOf(model, OptionsOf("sgd"), folder.Path), 2);
        using Checkpoint from = Checkpoint.Load(folder.File("last.safetensors"));
        var e = Assert.Throws<PointwiseException>(() => TrainingRun.Resume(from, Apart));
        Assert.Contains("pictures: resumed with other pictures\n  expected: 40 pictures of 6 classes", e.Message, StringComparison.Ordinal);
        using Checkpoint again = Checkpoint.Load(folder.File("last.safetensors"));
        Assert.Throws<PointwiseException>(() => TrainingRun.Resume(again, new MnistDataSet("others", 28, 28, new byte[40 * 784], [.. Enumerable.Range(0, 40).Select(i => (byte)(i % 5))])));
    }

    internal static TrainingOptions OptionsOf(string kind)
    {
        var plain = new TrainingOptions { Epochs = 3, BatchSize = 10, Threads = 1, Seed = 5 };
        return kind switch
        {
            "sgd" => plain,
            "rmsprop" => plain with { Optimiser = new RmsProp(), Schedule = new WarmUp(new StepDecay(0.02, 1), 1.5) },
            _ => plain with
            {
                Optimiser = new AdamW { WeightDecay = 0.01f, ClipNorm = 1, DecayWeightsOnly = true },
                Schedule = new Polynomial(0.004, 3),
                AverageDecay = 0.9f,
                Sampling = Sampling.Balanced,
                ClassWeights = ClassWeights.Balanced,
                LabelSmoothing = 0.1f,
                Frozen = ["conv1"],
                LayerRates = [new LayerRate("inception_1", 0.5f)],
                LayerDecay = 0.9f,
                Patience = 3,
                Augmentation = new Augmentation(1, 10, 0.1f) { Flip = 0.5f, Erasing = new Erasing(), Mixup = 0.2f, CutMix = 1 },
            },
        };
    }

    internal static TrainingRun RunOf(Model model, TrainingOptions options, string folder) =>
        new(model, Pictures, options) { Validation = Apart, Checkpoints = new CheckpointPolicy(folder) { Every = TimeSpan.Zero } };

    private static TrainingRun Resumed(Checkpoint from, TrainingOptions? options, string folder) =>
        TrainingRun.Resume(from, Pictures, options) with { Validation = Apart, Checkpoints = new CheckpointPolicy(folder) { Every = TimeSpan.Zero } };

    internal static void StopAfter(TrainingRun run, int steps)
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(run, new StepCounter(() =>
        {
            if (--steps == 0) stop.Cancel();
        }), stop.Token));
    }

    private static string Bytes(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model).Write(stream);
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream.ToArray()));
    }

    /// <summary>A checkpoint's content but for the number of threads.</summary>
    private static List<string> SameThreads(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        List<string> content = [.. file.Metadata.Select(m => $"{m.Key}: {string.Join('\n', m.Value.Split('\n').Where(line => !line.StartsWith("threads", StringComparison.Ordinal)))}")];
        content.AddRange(file.Entries.Select(e => $"{e.Name} {e.Shape} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.ReadBytes(e)))}"));
        return content;
    }

    private sealed class StepCounter(Action step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => step();
    }
}
