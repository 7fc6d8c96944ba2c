using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Config;
using Pointwise.Training.Optimisers;
using Xunit;

namespace Pointwise.Tests.Training.Config;

public class RunConfigTests
{
    public static TheoryData<int> Runs => [.. Enumerable.Range(0, Examples.Length)];

    private static readonly RunConfig[] Examples =
    [
        new(),
        new()
        {
            Network = "googlenet", StartFrom = "models/über \"best\".safetensors", Input = new Shape(1, 3, 96, 80), AuxiliaryHeads = false, CheckpointSteps = 500, CheckpointEvery = TimeSpan.FromMinutes(2.5),
            Training = new TrainingOptions
            {
                Epochs = 90, BatchSize = 7, Seed = ulong.MaxValue, Threads = 3, LabelSmoothing = 0.1f, Augmentation = null, ClassWeights = ClassWeights.Of(0.1f, 2, 1e-7f, 3.4e8f),
                Optimiser = new RmsProp(0.95f, 0.1f, 0.5f) { WeightDecay = 4e-5f, ClipNorm = 2 }, Schedule = new WarmUp(new StepDecay(0.045, 2, 0.94, 1), 1.5, 0.001),
                Sampling = Sampling.Balanced, AverageDecay = 0.9999f, Patience = 5, Frozen = ["conv1", "*.bn"], LayerRates = [new("inception_3a", 0.1f), new("fc", 10)], LayerDecay = 0.75f,
                HeadWeights = new TrainingOptions().HeadWeights.Add("aux1", 0.5f).Add("aux2", 0), AnsweringHead = "best",
            },
        },
        new() { Training = new TrainingOptions { Optimiser = new AdamW(0.8f, 0.99f, 1e-7f) { DecayWeightsOnly = true }, Schedule = new Polynomial(0.1, 12, 1), ClassWeights = ClassWeights.Balanced } },
        new() { Training = new TrainingOptions { Optimiser = new Sgd(0), Schedule = new ConstantRate(1.0 / 3), Augmentation = new Augmentation(4, 15.5f, 0.1f) } },
        new() { Training = new TrainingOptions { Augmentation = Augmentation.ForPhotographs, OnBadPicture = OnBadPicture.Skip } },
        new() { Training = new TrainingOptions { Augmentation = Augmentation.ForSmallPictures with { Erasing = new Erasing(0.25f, 0.1f, 0.2f, 0.5f), Mixup = 0.2f, CutMix = 1 } } },
        new() { Training = new TrainingOptions { Augmentation = new Augmentation { Flip = 0.5f, ScaledCrop = new ScaledCrop(0.75f, 1.5f) } } },
        new() { Training = new TrainingOptions { Augmentation = new Augmentation { AreaCrop = new AreaCrop(0.3f, 0.9f, 0.5f, 2), ColourJitter = new ColourJitter(0.1f, 0.2f, 0.3f, 0.4f) } } },
        new() { Training = new TrainingOptions { Schedule = new Cosine(0.1, 5, 0.001), Frozen = [.. Enumerable.Range(0, 60).Select(i => $"layer_{i}.conv")] } },
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Write_ThenParse_GivesAnEqualRunAndTheSameText(int index)
    {
        RunConfig config = Examples[index];
        string text = config.Write();
        RunConfig read = RunConfig.Parse(text, "run.yaml");
        Assert.Equal(config.Training, read.Training);
        Assert.Equal(config, read);
        Assert.Equal(text, read.Write());
    }

    [Fact]
    public void Write_TheUsualRun_IsPlainToRead()
    {
        Assert.Equal(
            """
            network: tiny-inception
            auxiliary heads: true
            epochs: 6
            batch: 64
            seed: 1
            threads: 0
            optimiser:
              name: sgd
              momentum: 0.9
              nesterov: true
              weight decay: 0.0005
              decay weights only: false
              clip: 0
            label smoothing: 0
            class weights: none
            sampling: shuffled
            average: 0
            early stop: 0
            freeze: []
            layer rates: []
            layer decay: 1
            head weights: {}
            answering head: main
            bad pictures: fail
            augmentation:
              shift: 2
              rotation: 0
              zoom: 0
            checkpoints:
              every steps: 0
              every minutes: 10

            """.ReplaceLineEndings("\n"), new RunConfig().Write());
    }

    [Fact]
    public void Parse_ShortForms_FillsInWhatIsUsual()
    {
        RunConfig config = RunConfig.Parse("network: small-inception\noptimiser: adamw\nschedule: googlenet\nrate: 0.5\nwarm-up: 2\nclass weights: balanced\n", "run.yaml");
        Assert.Equal(new AdamW(), config.Training.Optimiser);
        Assert.Equal(new WarmUp(new StepDecay(0.5, 8, 0.96), 2), config.Training.Schedule);
        Assert.Equal(ClassWeights.Balanced, config.Training.ClassWeights);
        Assert.Equal(new Cosine(0.25, 6), RunConfig.Parse("rate: 0.25", "run.yaml").Training.Schedule);
        double rate = Pointwise.Architectures.ArchitectureCatalog.Get("small-inception").LearningRate;
        Assert.Equal(new Cosine(rate, 6), RunConfig.Parse("network: small-inception\nschedule: cosine", "run.yaml").Training.Schedule);
        Assert.Equal(new Sgd(0, false) { WeightDecay = 5e-4f }, RunConfig.Parse("optimiser: {name: sgd, momentum: 0}", "run.yaml").Training.Optimiser);
    }

    [Fact]
    public void Parse_AugmentationByName_IsThePreset()
    {
        Assert.Equal(Augmentation.ForPhotographs, RunConfig.Parse("augmentation: photographs", "run.yaml").Training.Augmentation);
        Assert.Equal(Augmentation.ForSmallPictures, RunConfig.Parse("augmentation: small pictures", "run.yaml").Training.Augmentation);
        Assert.Equal(Augmentation.ForDigits, RunConfig.Parse("augmentation: digits", "run.yaml").Training.Augmentation);
        Assert.Null(RunConfig.Parse("augmentation: none", "run.yaml").Training.Augmentation);
        Assert.Equal(new Augmentation { Flip = 0.5f, AreaCrop = new AreaCrop() }, RunConfig.Parse("augmentation: {flip: 50%, area crop: {}}", "run.yaml").Training.Augmentation);
    }

    [Theory]
    [InlineData("augmentation: photograph", "run.yaml:1: augmentation of the file is wrong", "did you mean photographs? ")]
    [InlineData("augmentation: {area crop: {least: 2}}", "run.yaml:1: unknown key in area crop", "")]
    [InlineData("bad pictures: skpi", "run.yaml:1: bad pictures of the file is wrong", "did you mean skip? ")]
    [InlineData("epohs: 3", "run.yaml:1: unknown key in the file", "did you mean epochs? ")]
    [InlineData("batch: 8\nepochs: many", "run.yaml:2: epochs of the file is wrong", "correct epochs")]
    [InlineData("optimiser: sdg", "run.yaml:1: name of optimiser is wrong", "did you mean sgd? ")]
    [InlineData("optimiser:\n  name: adamw\n  momentum: 0.9", "run.yaml:3: unknown key in optimiser", "")]
    [InlineData("schedule: {name: cosine, every: 3}", "run.yaml:1: unknown key in schedule", "")]
    [InlineData("rate: 0.1\nschedule: {name: cosine, rate: 0.2}", "run.yaml:2: rate of schedule is wrong", "")]
    [InlineData("schedule: linear", "run.yaml:1: name of schedule is wrong", "")]
    [InlineData("class weights: [1, two]", "run.yaml:1: class weights of the file is wrong", "")]
    [InlineData("class weights: balancd", "run.yaml:1: class weights of the file is wrong", "did you mean balanced? ")]
    [InlineData("sampling: random", "run.yaml:1: sampling of the file is wrong", "")]
    [InlineData("freeze: conv1", "run.yaml:1: freeze of the file is wrong", "")]
    [InlineData("layer rates:\n  - {layer: conv1, factor: 2}", "run.yaml:2: unknown key in an item of layer rates", "did you mean layers? ")]
    [InlineData("augmentation: {shft: 2}", "run.yaml:1: unknown key in augmentation", "did you mean shift? ")]
    [InlineData("seed: -1", "run.yaml:1: seed of the file is wrong", "")]
    [InlineData("checkpoints: {every minutes: -2}", "run.yaml:1: every minutes of checkpoints is wrong", "")]
    [InlineData("", "run.yaml:1: an empty file", "write the run")]
    [InlineData("a: &b 1", "run.yaml:1: an anchor", "")]
    public void Parse_AWrongFile_TellsTheLineAndTheNearestName(string text, string start, string fix)
    {
        var e = Assert.Throws<PointwiseException>(() => RunConfig.Parse(text, "run.yaml"));
        Assert.StartsWith(start, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(fix, e.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TheExampleOfThePage_ReadsEveryKeyOfIt()
    {
        string page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "run-files.md"));
        int start = page.IndexOf("```yaml", StringComparison.Ordinal) + "```yaml".Length;
        RunConfig config = RunConfig.Parse(page[start..page.IndexOf("```", start, StringComparison.Ordinal)], "docs/run-files.md");
        Assert.Equal(("googlenet", "flowers.safetensors", new Shape(1, 3, 96, 96)), (config.Network, config.StartFrom, config.Input));
        Assert.Equal(new WarmUp(new Cosine(0.05, 30), 2), config.Training.Schedule);
        Assert.Equal(new Sgd(0.9f, true) { WeightDecay = 5e-4f, DecayWeightsOnly = true, ClipNorm = 5 }, config.Training.Optimiser);
        Assert.Equal([new LayerRate("inception_4a", 0.1f), new LayerRate("linear", 10)], config.Training.LayerRates.ToArray());
        Assert.Equal((0.999f, 6, 0.9f, "best", 500), (config.Training.AverageDecay, config.Training.Patience, config.Training.LayerDecay, config.Training.AnsweringHead, config.CheckpointSteps));
    }

    [Fact]
    public void Parse_WhatTheRunReadsAndWrites_IsWrittenBack()
    {
        RunConfig config = RunConfig.Parse("data: photos\nvalidation: 20%\nstart from: m.safetensors\nreplace head: true\nout: n.safetensors\n", "run.yaml");
        Assert.Equal(("photos", 0.2, "m.safetensors", true, "n.safetensors"), (config.Data, config.Validation, config.StartFrom, config.ReplaceHead, config.Out));
        Assert.Equal(config, RunConfig.Parse(config.Write(), "run.yaml"));
        RunConfig silent = RunConfig.Parse("epochs: 1", "run.yaml");
        Assert.Equal((null, null, false, null), (silent.Data, silent.Validation, silent.ReplaceHead, silent.Out));
    }

    [Fact]
    public void Save_ThenRead_GivesAnEqualRun()
    {
        using var folder = new TemporaryFolder();
        Examples[1].Save(folder.File("run.yaml"));
        Assert.Equal(Examples[1], RunConfig.Read(folder.File("run.yaml")));
        var e = Assert.Throws<PointwiseException>(() => RunConfig.Read(folder.File("absent.yaml")));
        Assert.Equal("a run file in YAML", e.Expected);
    }
}
