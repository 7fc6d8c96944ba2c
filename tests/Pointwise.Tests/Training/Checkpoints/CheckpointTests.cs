using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Data;
using Pointwise.Tests.Formats;
using Pointwise.Training;
using Pointwise.Training.Checkpoints;
using Xunit;

namespace Pointwise.Tests.Training.Checkpoints;

public class CheckpointTests
{
    private static readonly DrawnShapes Pictures = new(40, 11);
    private static readonly Architecture Network = ArchitectureCatalog.Get("tiny-inception");

    [Fact]
    public void Last_IsAModelFile_ThatHoldsTheModelAlone()
    {
        using var folder = new TemporaryFolder();
        using Model model = NewModel.For(Network, Pictures, 1);
        ResumeTests.StopAfter(ResumeTests.RunOf(model, ResumeTests.OptionsOf("sgd"), folder.Path), 5);
        using Model read = ModelFile.Load(folder.File("last.safetensors"));
        Assert.Equal(model.Graph, read.Graph);
        Assert.Equal(model.Parameters.Names.Order(StringComparer.Ordinal), read.Parameters.Names.Order(StringComparer.Ordinal));
        foreach (string name in model.Parameters.Names) Assert.Equal(model.Parameters[name].Values.ToArray(), read.Parameters[name].Values.ToArray());
        Assert.StartsWith("sgd, ", read.Provenance["optimiser"], StringComparison.Ordinal);
    }

    [Fact]
    public void Last_OfARunWithAnAverage_HoldsTheAverageAsItsModel()
    {
        using var folder = new TemporaryFolder();
        using Model model = NewModel.For(Network, Pictures, 1);
        ResumeTests.StopAfter(ResumeTests.RunOf(model, ResumeTests.OptionsOf("sgd") with { AverageDecay = 0.9f }, folder.Path), 3);
        using Checkpoint checkpoint = Checkpoint.Load(folder.File("last.safetensors"));
        Assert.NotEqual(model.Parameters["linear.weight"].Values.ToArray(), checkpoint.Model.Parameters["linear.weight"].Values.ToArray());
        using Model values = TrainingRun.Resume(checkpoint, Pictures).Model;
        Assert.Equal(checkpoint.Model.Parameters["linear.weight"].Values.ToArray(), values.Parameters["linear.weight"].Values.ToArray());
    }

    [Fact]
    public void Run_EveryThirdStep_SavesThenAndAtEachEpochsEnd()
    {
        using var folder = new TemporaryFolder();
        using Model model = NewModel.For(Network, Pictures, 1);
        var seen = new List<string>();
        var run = new TrainingRun(model, Pictures, new TrainingOptions { Epochs = 2, BatchSize = 8, Threads = 1 }) { Checkpoints = new CheckpointPolicy(folder.Path) { EverySteps = 3, Every = TimeSpan.Zero } };
        TrainingLoop.Run(run, new Watch(() => seen.Add(File.Exists(folder.File("last.safetensors")) ? Where() : "none")), TestContext.Current.CancellationToken);
        // reported before the step's own save
        Assert.Equal(["none", "none", "none", "0+3", "0+3", "1+0", "1+1", "1+1", "1+1", "1+4"], seen);
        Assert.Equal("2+0", Where());
        Assert.Equal(["last.safetensors"], folder.Names);

        string Where()
        {
            using Checkpoint checkpoint = Checkpoint.Load(folder.File("last.safetensors"));
            return $"{checkpoint.Epochs}+{checkpoint.StepsOfEpoch}";
        }
    }

    [Fact]
    public void Run_StoppedWhileScoring_SavesAndScoresWhenResumed()
    {
        using var folder = new TemporaryFolder();
        using Model model = NewModel.For(Network, Pictures, 1);
        using var stop = new CancellationTokenSource();
        TrainingRun run = ResumeTests.RunOf(model, ResumeTests.OptionsOf("sgd"), folder.Path);
        int asked = 0;
        var apart = new Interrupting(new DrawnShapes(12, 3), () =>
        {
            if (++asked == 20) stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(run with { Validation = new Many(apart, 300) }, stop: stop.Token));
        using Checkpoint checkpoint = Checkpoint.Load(folder.File("last.safetensors"));
        Assert.Equal((0, 4), (checkpoint.Epochs, checkpoint.StepsOfEpoch));
        TrainingRun rest = TrainingRun.Resume(checkpoint, Pictures) with { Validation = new DrawnShapes(12, 3) };
        using Model copy = rest.Model;
        Assert.Equal(3, TrainingLoop.Run(rest, stop: TestContext.Current.CancellationToken).History.Epochs.Length);
    }

    [Fact]
    public void Run_IntoAFolder_SweepsWhatAKilledWriterLeft()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".last.safetensors.abc.tmp", [1]);
        folder.Write(".other.tmp", [1]);
        using Model model = NewModel.For(Network, Pictures, 1);
        ResumeTests.StopAfter(ResumeTests.RunOf(model, ResumeTests.OptionsOf("sgd"), folder.Path), 1);
        Assert.Equal([".other.tmp", "last.safetensors"], folder.Names);
    }

    [Fact]
    public void Load_OfAModelFile_SaysThatItIsNoCheckpoint()
    {
        using var folder = new TemporaryFolder();
        folder.Write("model.safetensors", SmallModels.File());
        var e = Assert.Throws<PointwiseException>(() => Checkpoint.Load(folder.File("model.safetensors")));
        Assert.Equal("a model, but no checkpoint", e.Problem);
        Assert.Throws<PointwiseException>(() => Checkpoint.Load(folder.File("absent.safetensors")));
    }

    [Theory]
    [InlineData("pointwise.training", "{}", "version is missing")]
    [InlineData("pointwise.training", "[]", "the run's state")]
    [InlineData("pointwise.training", """{"version":2}""", "version")]
    [InlineData("pointwise.training", """{"version":1,"epoch":-1}""", "epoch")]
    [InlineData("pointwise.training.options", "- a", "no options")]
    [InlineData("pointwise.training.options", "{", "not YAML")]
    public void Load_OfADamagedState_IsRefused(string key, string text, string problem)
    {
        using var folder = new TemporaryFolder();
        byte[] file = SmallModels.With(Saved(folder), key, text);
        var e = Assert.Throws<PointwiseException>(() => Checkpoint.Load(folder.Write("damaged.safetensors", file)));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_WithoutWhatTheOptimiserRemembers_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = Saved(folder);
        byte[] file = SmallModels.WithTensors(whole, (writer, entry, bytes) =>
        {
            if (!entry.Name.EndsWith("linear.bias.velocity", StringComparison.Ordinal)) writer.Add(entry.Name, entry.Type, entry.Shape, bytes);
        });
        using Checkpoint checkpoint = Checkpoint.Load(folder.Write("damaged.safetensors", file));
        TrainingRun run = TrainingRun.Resume(checkpoint, Pictures);
        using Model model = run.Model;
        var e = Assert.Throws<PointwiseException>(() => TrainingLoop.Run(run, stop: TestContext.Current.CancellationToken));
        Assert.Equal("what the run needs to go on is not there", e.Problem);
    }

    [Fact]
    public void Policy_ImpossibleNumbers_AreNamed()
    {
        using var folder = new TemporaryFolder();
        Fails(new CheckpointPolicy(folder.Path) { EverySteps = -1 }, "checkpoints: every steps: out of range");
        Fails(new CheckpointPolicy(folder.Path) { Every = TimeSpan.FromSeconds(-1) }, "checkpoints: every: out of range");
        Fails(new CheckpointPolicy(folder.Write("file", [1])), $"{folder.File("file")}: cannot be written");

        static void Fails(CheckpointPolicy policy, string text)
        {
            using Model model = NewModel.For(Network, Pictures, 1);
            var run = new TrainingRun(model, Pictures, ResumeTests.OptionsOf("sgd")) { Checkpoints = policy };
            Assert.StartsWith(text, Assert.Throws<PointwiseException>(() => TrainingLoop.Run(run)).Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Saved(TemporaryFolder folder)
    {
        using Model model = NewModel.For(Network, Pictures, 1);
        ResumeTests.StopAfter(ResumeTests.RunOf(model, ResumeTests.OptionsOf("sgd"), folder.Path), 1);
        return File.ReadAllBytes(folder.File("last.safetensors"));
    }

    private sealed class Watch(Action step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => step();
    }

    /// <summary>Pictures whose reading is watched.</summary>
    private sealed class Interrupting(IDataSet whole, Action read) : IDataSet
    {
        public string Name => whole.Name;

        public int Count => whole.Count;

        public System.Collections.Immutable.ImmutableArray<string> Classes => whole.Classes;

        public int Label(int index) => whole.Label(index);

        public Picture Read(int index)
        {
            read();
            return whole.Read(index);
        }
    }

    /// <summary>The same pictures again and again.</summary>
    private sealed class Many(IDataSet few, int count) : IDataSet
    {
        public string Name => few.Name;

        public int Count => count;

        public System.Collections.Immutable.ImmutableArray<string> Classes => few.Classes;

        public int Label(int index) => few.Label(index % few.Count);

        public Picture Read(int index) => few.Read(index % few.Count);
    }
}
