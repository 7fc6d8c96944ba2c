using System.Text.Json;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Training.Config;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public sealed class TrainVerbTests : IDisposable
{
    private readonly PictureFolder pictures = new(10, 20, "blue", "green");
    private readonly TemporaryFolder output = new();

    public void Dispose()
    {
        pictures.Dispose();
        output.Dispose();
    }

    [Fact]
    public void Train_AFolder_ChoosesTellsWhyAndLeavesTheModelAlone()
    {
        CommandLine run = Train(pictures.Path, "--epochs", "2", "--out", output.File("m.safetensors"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"(?m)^network +small-inception +colour pictures$", run.Error);
        Assert.Matches(@"(?m)^input +20x20x3 +the pictures' size$", run.Error);
        Assert.Matches(@"(?m)^epochs +2 +as given$", run.Error);
        Assert.Matches(@"(?m)^batch +4 +18 pictures$", run.Error);
        Assert.Contains("kept 2 of 20 pictures apart for validation", run.Error, StringComparison.Ordinal);
        Assert.Contains("2 validation pictures are scored once, at the end", run.Error, StringComparison.Ordinal);
        Assert.Contains("epoch 2/2  step 4/4", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("validation: ", run.Out, StringComparison.Ordinal);
        Assert.Equal(["m.safetensors"], output.Names);
        using Model model = ModelFile.Load(output.File("m.safetensors"));
        Assert.Equal(["blue", "green"], model.Labels.ToArray());
    }

    [Fact]
    public void Train_IntoARunFolder_KeepsAllOfItAndItsFileGivesTheSameModelAgain()
    {
        Assert.Equal(0, Small(pictures.Path, "--run", output.File("a"), "--average", "0.9", "--optimiser", "adamw", "--weight-decay", "0.02", "--flip", "0.25").ExitCode);
        string[] names = [.. Directory.GetFiles(output.File("a")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(5, names.Length);
        Assert.StartsWith("events.out.tfevents.", names[0], StringComparison.Ordinal);
        Assert.Equal(["last.safetensors", "log.jsonl", "model.safetensors", "run.yaml"], names[1..]);
        RunConfig config = RunConfig.Read(output.File("a/run.yaml"));
        Assert.Equal((pictures.Path, "tiny-inception", 2, 8), (config.Data, config.Network, config.Training.Epochs, config.Training.BatchSize));
        Assert.Equal((0.02f, 0.25f), (config.Training.Optimiser.WeightDecay, config.Training.Augmentation!.Flip));

        CommandLine again = Train("--config", output.File("a/run.yaml"), "--out", output.File("again.safetensors"));
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(File.ReadAllBytes(output.File("a/model.safetensors")), File.ReadAllBytes(output.File("again.safetensors")));
    }

    [Fact]
    public void Train_TypedOptions_OverrideTheFile()
    {
        File.WriteAllText(output.File("r.yaml"), $"data: {pictures.Path}\nnetwork: tiny-inception\nepochs: 4\nbatch: 8\nschedule: {{name: cosine, rate: 0.02, epochs: 4}}\naverage: 0.5\n");
        Assert.Equal(0, Train("--config", output.File("r.yaml"), "--epochs", "1", "--average", "0", "--save-config", output.File("s.yaml"), "--out", output.File("m")).ExitCode);
        RunConfig config = RunConfig.Read(output.File("s.yaml"));
        Assert.Equal((1, 8, 0f), (config.Training.Epochs, config.Training.BatchSize, config.Training.AverageDecay));
        Assert.Equal(new Pointwise.Training.Cosine(0.02, 1), config.Training.Schedule);
    }

    [Fact]
    public void Resume_WithMoreEpochs_GivesTheBytesOfARunThatNeverStopped()
    {
        Assert.Equal(0, Small(pictures.Path, "--schedule", "constant", "--run", output.File("a"), "--epochs", "3").ExitCode);
        Assert.Equal(0, Small(pictures.Path, "--schedule", "constant", "--run", output.File("b"), "--epochs", "1").ExitCode);
        CommandLine resumed = Train("--resume", output.File("b"), "--epochs", "3", "--threads", "1");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("1 of 3 epochs done", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(output.File("a/model.safetensors")), File.ReadAllBytes(output.File("b/model.safetensors")));
        Assert.Equal(3, File.ReadLines(output.File("b/log.jsonl")).Count(line => line.Contains("\"epoch\",", StringComparison.Ordinal) && line.Contains("\"seconds\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Resume_ACosineOverAllEpochs_FollowsTheNewNumber()
    {
        Assert.Equal(0, Small(pictures.Path, "--run", output.File("a"), "--epochs", "1").ExitCode);
        Assert.Equal(0, Train("--resume", output.File("a/last.safetensors"), "--epochs", "2", "--save-config", output.File("s.yaml")).ExitCode);
        Assert.Equal(2, Assert.IsType<Pointwise.Training.Cosine>(RunConfig.Read(output.File("s.yaml")).Training.Schedule).Epochs);
    }

    [Theory]
    [InlineData("--seed 2", "last.safetensors: seed: resumed with another value")]
    [InlineData("--schedule constant", "resumed with another value")]
    [InlineData("--batch 4", "last.safetensors: batch: resumed with another value")]
    [InlineData("--validation 0.3", "other pictures")]
    public void Resume_WithAnotherOption_IsRefusedByItsName(string words, string problem)
    {
        Assert.Equal(0, Small(pictures.Path, "--run", output.File("a"), "--epochs", "1").ExitCode);
        CommandLine run = Train(["--resume", output.File("a"), "--epochs", "2", .. words.Split(' ')]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_WithValidation_WritesTheWeightsOfTheBestEpoch()
    {
        CommandLine run = Small(pictures.Path, "--validation", "30%", "--run", output.File("a"), "--epochs", "4", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("6 pictures kept apart are scored after every epoch", run.Error, StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(14, root.GetProperty("pictures").GetInt32());
        using Model written = ModelFile.Load(output.File("a/model.safetensors")), best = ModelFile.Load(output.File("a/best.safetensors"));
        Assert.All(best.Parameters.Names, name => Assert.True(best.Parameters[name].Values.SequenceEqual(written.Parameters[name].Values)));
        int epoch = root.GetProperty("epoch_of_weights").GetInt32();
        string[] lines = [.. File.ReadLines(output.File("a/log.jsonl")).Where(l => l.Contains("validation_accuracy", StringComparison.Ordinal))];
        double[] accuracies = [.. lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("validation_accuracy").GetDouble())];
        Assert.Equal(accuracies.Max(), accuracies[epoch - 1]);
        Assert.Equal(accuracies[epoch - 1], root.GetProperty("score").GetProperty("top1_accuracy").GetDouble());
    }

    [Fact]
    public void Train_FromAModelOfOtherClasses_NeedsReplaceHeadAndKeepsThePreprocessing()
    {
        Assert.Equal(0, Small(pictures.Path, "--out", output.File("m")).ExitCode);
        using PictureFolder others = new(6, 30, "red", "teal", "white");
        CommandLine refused = Train(others.Path, "--from", output.File("m"), "--epochs", "1", "--out", output.File("n"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("other classes than the pictures have\n  expected: 3 classes: red, teal, white\n  found:    2 classes: blue, green\n  fix:      add --replace-head", refused.Error, StringComparison.Ordinal);

        CommandLine run = Train(others.Path, "--from", output.File("m"), "--replace-head", "--epochs", "1", "--batch", "4", "--freeze", "conv1", "--out", output.File("n"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("a fifth of the network's own", run.Error, StringComparison.Ordinal);
        using Model before = ModelFile.Load(output.File("m")), after = ModelFile.Load(output.File("n"));
        Assert.Equal(before.Preprocessing, after.Preprocessing);
        Assert.Equal(3, after.Labels.Length);
        string frozen = before.Parameters.Names.First(n => n.StartsWith("conv1", StringComparison.Ordinal));
        Assert.True(before.Parameters[frozen].Values.SequenceEqual(after.Parameters[frozen].Values));
    }

    [Fact]
    public void Train_BadPictures_AreSkippedAndListedOrEndTheRun()
    {
        File.WriteAllBytes(pictures.File("blue/broken.png"), [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0]);
        CommandLine failed = Small(pictures.Path, "--out", output.File("m"), "--validation", "0");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("broken.png", failed.Error, StringComparison.Ordinal);
        Assert.Equal(4, failed.Error.TrimEnd('\n').Split('\n')[^4..].Length);

        CommandLine skipped = Small(pictures.Path, "--out", output.File("m"), "--validation", "0", "--on-bad-image", "skip", "--json");
        Assert.True(skipped.ExitCode == 0, skipped.Error);
        Assert.Contains("passed over 1 picture that cannot be read:\n", skipped.Error, StringComparison.Ordinal);
        JsonElement bad = JsonDocument.Parse(skipped.Out).RootElement.GetProperty("bad_pictures");
        Assert.EndsWith("broken.png", bad[0].GetProperty("picture").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_WhereARunLiesAlready_IsRefusedWithTheWayOn()
    {
        Assert.Equal(0, Small(pictures.Path, "--run", output.File("a"), "--epochs", "1").ExitCode);
        byte[] last = File.ReadAllBytes(output.File("a/last.safetensors"));
        CommandLine run = Small(pictures.Path, "--run", output.File("a"), "--epochs", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a run lies here already", run.Error, StringComparison.Ordinal);
        Assert.Contains($"pointwise train --resume {output.File("a")}", run.Error, StringComparison.Ordinal);
        Assert.Equal(last, File.ReadAllBytes(output.File("a/last.safetensors")));
    }

    [Fact]
    public void Train_LogAndEvents_AreWrittenWhereAsked()
    {
        Assert.Equal(0, Small(pictures.Path, "--out", output.File("m"), "--log", output.File("l.jsonl"), "--tensorboard", output.File("tb")).ExitCode);
        Assert.StartsWith("{\"event\":\"begin\"", File.ReadAllText(output.File("l.jsonl")), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(output.File("tb")), file => Path.GetFileName(file).StartsWith("events.out.tfevents.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--epochs 0", "--epochs: epochs of the command line is wrong\n  expected: a whole number from 1 to 1000000\n  found:    \"0\"")]
    [InlineData("--epochs many", "found:    \"many\"")]
    [InlineData("--optimiser adam", "did you mean adamw?")]
    [InlineData("--schedule cosin", "did you mean cosine?")]
    [InlineData("--augmentation photograph", "did you mean photographs?")]
    [InlineData("--sampling even", "--sampling: sampling of the command line is wrong")]
    [InlineData("--on-bad-image skp", "did you mean skip?")]
    [InlineData("--head-weights aux1", "--head-weights: no name and number")]
    [InlineData("--validation 1", "--validation: out of range")]
    [InlineData("--replace-head", "--replace-head: no model whose classifiers to make anew")]
    [InlineData("--resume x --size 32", "--size: a run goes on as it was begun")]
    [InlineData("--size 32y", "'32y' is no size")]
    [InlineData("--epoch 3", "did you mean --epochs?")]
    [InlineData("--data x", "two data sets")]
    public void Train_TypedWrongly_IsWrongUsage(string words, string problem)
    {
        CommandLine run = Train([pictures.Path, .. words.Split(' ')]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Theory]
    [InlineData("--rate 0", "rate: out of range\n  expected: a positive number")]
    [InlineData("--batch 21 --validation 0", "batch: larger than the data set\n  expected: at most 20")]
    [InlineData("--network tiny-incepton", "did you mean tiny-inception?")]
    [InlineData("--early-stop 3", "early stop: needs pictures kept apart")]
    [InlineData("--head aux1", "answering head: no such head")]
    [InlineData("--freeze conv9", "freeze: ")]
    [InlineData("--momentum 0.5 --optimiser adamw", "unknown key in optimiser")]
    [InlineData("--resume nowhere", "nowhere")]
    [InlineData("--config nowhere.yaml", "nowhere.yaml: cannot be read")]
    [InlineData("--from nowhere.safetensors", "nowhere.safetensors: no such file")]
    [InlineData("--from x --network nin", "--from: two networks")]
    public void Train_WhatIsNotPossible_FailsWithFourLines(string words, string problem)
    {
        CommandLine run = Train([pictures.Path, "--out", output.File("m"), .. words.Split(' ')]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Matches(@".+\n  expected: .+\n  found:    .+\n  fix:      .+\n\z", run.Error);
    }

    [Fact]
    public void Train_PicturesSmallerThanTheNetworksInput_AreEnlarged()
    {
        CommandLine run = Small(pictures.Path, "--size", "32", "--out", output.File("m"));
        Assert.True(run.ExitCode == 0, run.Error);
        using Model model = ModelFile.Load(output.File("m"));
        Assert.Equal((32, 32, 3), (model.Graph.Input.Shape.H, model.Graph.Input.Shape.W, model.Graph.Input.Shape.C));
    }

    private static CommandLine Small(params string[] words) => Train([.. words, "--network", "tiny-inception", "--batch", "8", "--threads", "1", .. words.Contains("--epochs") ? (string[])[] : ["--epochs", "2"]]);

    private static CommandLine Train(params string[] words) => CommandLine.Run(["train", .. words]);
}
