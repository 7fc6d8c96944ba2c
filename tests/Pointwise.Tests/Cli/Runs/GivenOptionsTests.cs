using Pointwise.Architectures;
using Pointwise.Cli.Runs;
using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Training;
using Pointwise.Training.Optimisers;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public class GivenOptionsTests
{
    private static readonly IReadOnlyList<TrainingOption> Known = new TrainingOptionList().All;

    [Fact]
    public void Read_TypedOverFileOverUsual_EachCountsInItsTurn()
    {
        GivenOptions given = Given("epochs: 5\nbatch: 16\naverage: 0.5\n", ("epochs", "7"));
        given.Otherwise("batch", 99);
        given.Otherwise("label smoothing", 0.25f);
        TrainingOptions options = given.Read();
        Assert.Equal((7, 16, 0.5f, 0.25f), (options.Epochs, options.BatchSize, options.AverageDecay, options.LabelSmoothing));
        Assert.Equal(("as given", "r.yaml", null), (given.SourceOf("epochs"), given.SourceOf("batch"), given.SourceOf("label smoothing")));
    }

    [Fact]
    public void Read_AnotherNumberOfEpochs_TakesAScheduleOverAllOfThemAlong()
    {
        const string Spanning = "epochs: 8\nschedule: {name: step, rate: 0.1, every: 2, factor: 0.1, first: 4}\n";
        Assert.Equal(new StepDecay(0.1, 4, 0.1, 8), Given(Spanning, ("epochs", "16")).Read().Schedule);
        Assert.Equal(new StepDecay(0.1, 3, 0.1, 4), Given(Spanning.Replace("every: 2", "every: 3", StringComparison.Ordinal), ("epochs", "16")).Read().Schedule);
        Assert.Equal(new Cosine(0.1, 6), Given("schedule: {name: cosine, rate: 0.1, epochs: 6}\n", ("epochs", "16")).Read().Schedule);
    }

    [Fact]
    public void Read_TypedRateOrSchedule_ReplacesOnlyThatOfTheFile()
    {
        const string File = "epochs: 4\nschedule: {name: cosine, rate: 0.1, epochs: 4}\n";
        Assert.Equal(new Cosine(0.3, 4), Given(File, ("rate", "0.3")).Read().Schedule);
        Assert.Equal(new ConstantRate(0.1), Given(File, ("schedule", "constant")).Read().Schedule);
        Assert.Equal(new ConstantRate(0.2), Given(File, ("schedule", "{name: constant, rate: 0.2}")).Read().Schedule);
    }

    [Fact]
    public void Read_AnotherOptimiser_LeavesTheFilesRateBehind()
    {
        TrainingOptions options = Given("epochs: 4\nrate: 0.1\n", ("optimiser", "adamw")).Read((optimiser, _) => optimiser is AdamW ? 0.002 : 9);
        Assert.Equal((new AdamW(), new Cosine(0.002, 4)), (options.Optimiser, options.Schedule));
        Assert.Equal(new Cosine(0.1, 4), Given("epochs: 4\nrate: 0.1\noptimiser: adamw", ("weight decay", "0.3")).Read((_, _) => 9).Schedule);
    }

    [Fact]
    public void Read_Parts_ChangeTheMappingThatHoldsThem()
    {
        GivenOptions given = Given("", ("flip", "0.25"), ("weight decay", "0.125"), ("momentum", "0.5"));
        given.Otherwise("augmentation", new YamlText(0, "photographs"));
        TrainingOptions options = given.Read();
        Assert.Equal(Augmentation.ForPhotographs with { Flip = 0.25f }, options.Augmentation);
        Assert.Equal(new Sgd(0.5f, true) { WeightDecay = 0.125f }, options.Optimiser);
        Assert.Equal(new Augmentation { Flip = 0.5f }, Given("augmentation: none\n", ("flip", "0.5")).Read().Augmentation);
    }

    [Fact]
    public void Read_EveryWayOfChangingPictures_CanBeTyped()
    {
        GivenOptions given = Given("augmentation: none\n", ("padded crop", "4"), ("colour jitter", "brightness=0.25,hue=0.125"), ("erasing", "probability=0.5"), ("mixup", "0.25"), ("cutmix", "1"));
        Augmentation expected = new() { PaddedCrop = 4, ColourJitter = new ColourJitter(0.25f, 0, 0, 0.125f), Erasing = new Erasing(0.5f), Mixup = 0.25f, CutMix = 1 };
        Assert.Equal(expected, given.Read().Augmentation);
        Assert.Equal(new AreaCrop(0.25f), Given("augmentation: none\n", ("area crop", "least area=0.25")).Read().Augmentation!.AreaCrop);
    }

    [Fact]
    public void Read_ListsAndMappings_AreTypedInShort()
    {
        TrainingOptions options = Given("", ("freeze", "conv1,inception_3*"), ("layer rates", "linear=10,conv1=0.1"), ("head weights", "aux1=0.5"), ("class weights", "1,2,0.5")).Read();
        Assert.Equal(["conv1", "inception_3*"], options.Frozen.ToArray());
        Assert.Equal([new LayerRate("linear", 10), new LayerRate("conv1", 0.1f)], options.LayerRates.ToArray());
        Assert.Equal(0.5f, options.HeadWeights["aux1"]);
        Assert.Equal(ClassWeights.Of(1, 2, 0.5f), options.ClassWeights);
        Assert.Equal(ClassWeights.Balanced, Given("", ("class weights", "balanced")).Read().ClassWeights);
        Assert.Equal("a name twice", Assert.Throws<PointwiseException>(() => Given("", ("head weights", "aux1=1,aux1=2"))).Problem);
    }

    /// <summary>Reads the command line as the verb does.</summary>
    private static GivenOptions Given(string file, params (string Key, string Text)[] typed)
    {
        var map = file.Length == 0 ? null : (YamlMap)YamlReader.Read(file, "r.yaml", "run");
        return new GivenOptions(map, "r.yaml", [.. typed.Select(t => (Known.Single(o => o.Key == t.Key), Known.Single(o => o.Key == t.Key).Read(t.Text)))]);
    }
}
