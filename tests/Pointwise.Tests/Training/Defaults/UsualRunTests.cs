using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Defaults;
using Xunit;

namespace Pointwise.Tests.Training.Defaults;

public class UsualRunTests
{
    private static readonly DrawnShapes Shapes = new(90, 1);

    [Fact]
    public void Of_Pictures_IsWhatSuitsThem()
    {
        UsualTraining usual = UsualTraining.For(DataTraits.Of(Shapes));
        TrainingRun run = UsualRun.Of(Shapes, Shapes);
        using (run.Model)
        {
            Assert.Equal((usual.Network.Value, usual.Epochs.Value, Math.Min(90, usual.Batch.Value)), (run.Model.Graph.Name, run.Options.Epochs, run.Options.BatchSize));
            Assert.Equal(usual.Augmentation.Value, run.Options.Augmentation);
            Assert.Same(Shapes, run.Validation);
            Assert.Equal(Shapes.Classes.AsEnumerable(), run.Model.Labels);
        }
    }

    [Fact]
    public void Of_FewPicturesAndANetwork_IsARunOfThem()
    {
        TrainingRun run = UsualRun.Of(new DrawnShapes(7, 1), network: ArchitectureCatalog.Get("nin"), epochs: 1);
        using (run.Model)
        {
            Assert.Equal(("nin", 1), (run.Model.Graph.Name, run.Options.Epochs));
            Assert.InRange(run.Options.BatchSize, 1, 7);
            Assert.Single(TrainingLoop.Run(run, stop: TestContext.Current.CancellationToken).History.Epochs);
        }
    }
}
