using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Logs;
using Xunit;

namespace Pointwise.Tests.Training.Logs;

public class TrainingLogTests
{
    [Fact]
    public void Lines_OfARunThatIsResumed_AreAppended()
    {
        using var folder = new TemporaryFolder();
        using (var log = new TrainingLog(folder.File("log.jsonl"), 2))
        {
            log.Begin(0);
            log.Step(new StepRecord(1, 1, 10, 5, 2.0, 0.1));
            log.Step(new StepRecord(2, 1, 10, 7, 1.0, 0.0625));
            log.Step(new StepRecord(3, 1, 10, 7, double.NaN, 0.0625));
            log.Epoch(3, new EpochRecord(1, 1.5, 0.5, 0.0625, new Score(10, 9, 10, double.PositiveInfinity), new EpochSpeed(3, 10, 0.25)));
        }

        File.AppendAllText(folder.File("log.jsonl"), "{\"event\":\"st");
        using (var log = new TrainingLog(folder.File("log.jsonl"), 2)) log.Begin(3);
        Assert.Equal(
            """
            {"event":"begin","step":0}
            {"event":"steps","step":2,"epoch":1,"loss":1.5,"accuracy":0.6,"rate":0.0625}
            {"event":"epoch","step":3,"epoch":1,"loss":1.5,"accuracy":0.5,"rate":0.0625,"validation_loss":null,"validation_accuracy":0.9,"validation_top5":1,"seconds":3,"pictures_per_second":10,"waiting":0.25}
            {"event":"st
            {"event":"begin","step":3}

            """.ReplaceLineEndings("\n"), File.ReadAllText(folder.File("log.jsonl")));
        using (var log = new TrainingLog(folder.File("log.jsonl"))) log.Begin(0);
        Assert.Equal("{\"event\":\"begin\",\"step\":0}\n", File.ReadAllText(folder.File("log.jsonl")));
    }

    [Fact]
    public void Run_WithALog_WritesItsStepsAndEpochsAndChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var pictures = new DrawnShapes(24, 1);
        Architecture network = ArchitectureCatalog.Get("tiny-inception");
        using Model watched = NewModel.For(network, pictures, 1), plain = NewModel.For(network, pictures, 1);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8, Threads = 1 };
        using (var log = new TrainingLog(folder.File("log.jsonl"), 1))
        using (var events = new TensorBoardEvents(folder.Path))
        {
            TrainingResult result = TrainingLoop.Run(new TrainingRun(watched, pictures, options) { Sinks = [log, events] }, stop: TestContext.Current.CancellationToken);
            Assert.Equal(2, result.History.Epochs.Length);
            Assert.All(result.History.Epochs, e => Assert.True(e.Speed is { Seconds: > 0, PicturesPerSecond: > 0, WaitingShare: > 0 and < 1 }));
        }

        TrainingLoop.Run(plain, pictures, options, stop: TestContext.Current.CancellationToken);
        Assert.All(plain.Parameters.Names, n => Assert.True(plain.Parameters[n].Values.SequenceEqual(watched.Parameters[n].Values)));
        Assert.Equal(["begin", "steps", "steps", "steps", "epoch", "steps", "steps", "steps", "epoch"], File.ReadLines(folder.File("log.jsonl")).Select(l => l.Split('"')[3]));
    }

    [Fact]
    public void Log_ThatCannotBeWritten_IsNamed()
    {
        using var folder = new TemporaryFolder();
        using var log = new TrainingLog(folder.File("absent/log.jsonl"));
        Assert.Equal("cannot be written", Assert.Throws<PointwiseException>(() => log.Begin(0)).Problem);
        using var events = new TensorBoardEvents(folder.Write("file", [1]));
        Assert.Equal("cannot be written", Assert.Throws<PointwiseException>(() => events.Begin(0)).Problem);
        Assert.Throws<PointwiseException>(() => new TrainingLog("log", 0));
    }
}
