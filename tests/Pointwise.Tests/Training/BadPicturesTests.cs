using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tests.Data.Batching;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class BadPicturesTests
{
    private static readonly DrawnShapes Shapes = new(24, 3);
    private static readonly TestData24 Broken = new(i => i % 7 == 5 ? throw new PointwiseException($"{i}.png", "damaged", "a picture", "noise", "get it anew") : Shapes.Read(i));

    [Fact]
    public void Run_Skipping_TrainsOnTheOthersTheSameOnAnyThreads()
    {
        (float[] expected, TrainingProgress last) = Trained(1);
        Assert.Equal(3, last.BadPictures);
        Assert.InRange(last.WaitingShare, 0, 1);
        Assert.Equal(expected, Trained(2).Weights);
        Assert.Equal(expected, Trained(8).Weights);
    }

    [Fact]
    public void Run_AsUsual_StopsWithThePicturesError()
    {
        using Model model = Fresh();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 6, Threads = 1 };
        var e = Assert.Throws<PointwiseException>(() => TrainingLoop.Run(model, Broken, options, stop: TestContext.Current.CancellationToken));
        Assert.Contains(".png: damaged", e.Message, StringComparison.Ordinal);
    }

    private static (float[] Weights, TrainingProgress Last) Trained(int threads)
    {
        using Model model = Fresh();
        var seen = new List<TrainingProgress>();
        var options = new TrainingOptions { Epochs = 2, BatchSize = 6, Threads = threads, OnBadPicture = OnBadPicture.Skip, Augmentation = Augmentation.ForDigits with { Mixup = 0.2f } };
        TrainingLoop.Run(model, Broken, options, progress: new Seen(seen), stop: TestContext.Current.CancellationToken);
        return ([.. model.Parameters.Names.SelectMany(name => model.Parameters[name].Values.ToArray())], seen[^1]);
    }

    private static Model Fresh() => NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Broken, 1, onBadPicture: OnBadPicture.Skip);

    private sealed class Seen(List<TrainingProgress> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen.Add(value);
    }
}
