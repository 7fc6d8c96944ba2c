using System.Security.Cryptography;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Tests.Data.Masks;
using Pointwise.Training;
using Pointwise.Training.Checkpoints;
using Xunit;

namespace Pointwise.Tests.Training.Masks;

public class MaskTrainingTests
{
    private static readonly DrawnMasks Pictures = new(12, 24, 32), Apart = new(3, 24, 32);

    /// <summary>A 3x3 at half the size, scored, and enlarged to the picture.</summary>
    private static readonly Architecture Network = new("half", new Shape(1, 3, 24, 32), 3, (x, classes, _) =>
    {
        Value half = x.Conv2D("half", 12, Window.Square(3, 2, 1), bias: false).BatchNorm("norm", activation: Activation.Relu);
        return half.Conv2D("score", classes, Window.Square(1)).ConvTranspose2D("up", classes, Window.Square(4, 2, 1), bias: false, bilinear: true).Crop("crop", x);
    });

    private static TrainingOptions Options => new() { Epochs = 2, BatchSize = 4, Threads = 1, Seed = 5, Schedule = new ConstantRate(0.1), Augmentation = Augmentation.ForMasks, AverageDecay = 0.5f, ClassWeights = ClassWeights.Softened };

    [Fact]
    public void Training_OfPicturesWhosePixelsTellTheirClass_LearnsIt()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        Score before = Scoring.OfHeads(model, Apart, stop: TestContext.Current.CancellationToken)[0].Score;
        TrainingResult result = TrainingLoop.Run(new TrainingRun(model, Pictures, Options with { Epochs = 12, Augmentation = null }) { Validation = Apart }, stop: TestContext.Current.CancellationToken);
        Assert.InRange(before.Pixels!.MeanIoU, 0, 0.5);
        Assert.InRange(result.Heads[0].Score.Pixels!.MeanIoU, 0.7, 1);
        Assert.InRange(result.History.Epochs[^1].Accuracy, 0.8, 1);
        Assert.Equal(result.History.Epochs[^1].Validation!.Pixels!.MeanIoU, result.Heads[0].Score.Pixels!.MeanIoU);
        Assert.True(result.History.Best!.Score.Pixels!.MeanIoU >= result.History.Epochs.Max(e => e.Validation!.Pixels!.MeanIoU));
    }

    [Fact]
    public void Training_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        string[] models = [.. new[] { 1, 3 }.Select(threads =>
        {
            using Model model = NewModel.For(Network, Pictures, 1);
            return Bytes(TrainingLoop.Run(model, Pictures, Options with { Threads = threads }, stop: TestContext.Current.CancellationToken));
        })];
        Assert.Equal(models[0], models[1]);
    }

    [Fact]
    public void Resume_WithinAnEpoch_EqualsTheRunThatNeverStopped()
    {
        using var folder = new TemporaryFolder();
        using Model straight = NewModel.For(Network, Pictures, 1), stopped = NewModel.For(Network, Pictures, 1);
        TrainingResult expected = TrainingLoop.Run(RunOf(straight, folder.File("whole")), stop: TestContext.Current.CancellationToken);
        Checkpoints.ResumeTests.StopAfter(RunOf(stopped, folder.File("parts")), 5);
        using Checkpoint from = Checkpoint.Load(folder.File("parts/last.safetensors"));
        Assert.Equal((1, 2), (from.Epochs, from.StepsOfEpoch));
        TrainingRun rest = TrainingRun.Resume(from, Pictures) with { Validation = Apart };
        using Model copy = rest.Model;
        TrainingResult result = TrainingLoop.Run(rest, stop: TestContext.Current.CancellationToken);
        Assert.Equal(Bytes(expected.Model), Bytes(result.Model));
        Assert.Equal(expected.History.Best, result.History.Best);
        Assert.Equal(expected.History.Epochs.Select(e => e with { Speed = null }), result.History.Epochs.Select(e => e with { Speed = null }));

        var e = Assert.Throws<PointwiseException>(() => TrainingRun.Resume(from, new DrawnMasks(11, 24, 32)));
        Assert.Contains("pictures: resumed with other pictures\n  expected: 12 pictures of 3 classes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassWeights_OfMasks_CountPixels()
    {
        long[] pixels = new long[3];
        for (int i = 0; i < Pictures.Count; i++)
            foreach (byte c in Pictures.Mask(i).Classes.Span) pixels[c]++;
        float[] balanced = [.. pixels.Select(n => (float)(pixels.Sum() / (3.0 * n)))];
        Assert.Equal([.. balanced, 1], ClassWeights.Balanced.For(Pictures, 4));
        Assert.Equal(balanced.Select(w => MathF.Sqrt(w)), ClassWeights.Softened.For(Pictures, 3), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Options_ThatNeedOneClassAPicture_AreRefused()
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        Refused(Options with { Sampling = Sampling.Balanced }, "sampling: pictures with masks have no class of their own");
        Refused(Options with { Augmentation = new Augmentation { Mixup = 0.2f } }, "augmentation: pictures with masks cannot be mixed");

        void Refused(TrainingOptions options, string text)
        {
            var e = Assert.Throws<PointwiseException>(() => TrainingLoop.Run(model, Pictures, options));
            Assert.StartsWith(text, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Networks_OfTheOtherTask_AreRefusedByTheirHead()
    {
        using Model classifier = NewModel.For(ArchitectureCatalog.Get("small-inception"), Pictures, 1), pixels = NewModel.For(Network, Pictures, 1);
        var e = Assert.Throws<PointwiseException>(() => TrainingLoop.Run(classifier, Pictures, Options, stop: TestContext.Current.CancellationToken));
        Assert.Equal("small-inception: head main: the classes of drawn masks have no scores\n  expected: at least 3 scores a pixel\n  found:    [1,3] for pictures of 24x32\n"
            + "  fix:      build a network of segmentation for these classes, as fcn-small or fcn8s-googlenet", e.Message);
        e = Assert.Throws<PointwiseException>(() => TrainingLoop.Run(pixels, new DrawnShapes(8, 3), Options, stop: TestContext.Current.CancellationToken));
        Assert.StartsWith("half: head main: the classes of", e.Message, StringComparison.Ordinal);
    }

    private static TrainingRun RunOf(Model model, string folder) => new(model, Pictures, Options) { Validation = Apart, Checkpoints = new CheckpointPolicy(folder) { EverySteps = 1 } };

    private static string Bytes(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model).Write(stream);
        return Convert.ToHexString(SHA256.HashData(stream.ToArray()));
    }
}
