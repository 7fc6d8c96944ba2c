using System.Text.Json;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Data.Masks;
using Pointwise.Training.Config;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public sealed class TrainMasksTests : IDisposable
{
    private readonly TemporaryFolder pictures = new(), output = new();

    public TrainMasksTests()
    {
        new DrawnMasks(8, 32, 48).Write(pictures.Path, "train");
        new DrawnMasks(3, 32, 48).Write(pictures.Path, "val");
        new DrawnMasks(2, 32, 48).Write(pictures.Path, "test");
    }

    public void Dispose()
    {
        pictures.Dispose();
        output.Dispose();
    }

    [Fact]
    public void Train_AFolderOfMasks_IsTakenForSegmentationAndScoredByMeanUnion()
    {
        CommandLine run = Train(pictures.Path, "--run", output.File("a"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"(?m)^network +fcn-small +pictures with masks$", run.Error);
        Assert.Matches(@"(?m)^input +32x48x3 +the pictures' size$", run.Error);
        Assert.Matches(@"(?m)^augmentation +masks +pictures with masks$", run.Error);
        Assert.Contains("3 pictures kept apart are scored after every epoch", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"epoch 1/1 .* mean IoU 0\.\d+", run.Error);
        Assert.StartsWith("test: mean IoU 0.", run.Out, StringComparison.Ordinal);
        using Model model = ModelFile.Load(output.File("a/model.safetensors"));
        Assert.Equal(["class 0", "class 1", "class 2"], model.Labels);
        Assert.Equal(ModelTask.Segmentation, model.Task);
        using (SafetensorsFile file = SafetensorsFile.Open(output.File("a/model.safetensors"))) Assert.Equal("segmentation", file.Metadata["pointwise.task"]);
        Assert.Contains("segmentation: a class for every pixel", CommandLine.Run("info", output.File("a/model.safetensors")).Out, StringComparison.Ordinal);
        Assert.Equal(32, model.Preprocessing.ResizeShortSide);

        CommandLine further = CommandLine.Run("train", "--resume", output.File("a"), "--epochs", "2", "--json");
        Assert.True(further.ExitCode == 0, further.Error);
        Assert.Equal(2, JsonDocument.Parse(further.Out).RootElement.GetProperty("epochs").GetInt32());
    }

    [Fact]
    public void Train_SomeClassesAlone_JoinsTheOthersAndKeepsThatInItsFile()
    {
        CommandLine run = Train(pictures.Path, "--task", "segmentation", "--only", "class 1", "--class-weights", "softened", "--run", output.File("a"));
        Assert.True(run.ExitCode == 0, run.Error);
        using Model model = ModelFile.Load(output.File("a/model.safetensors"));
        Assert.Equal(2, model.Labels.Length);
        Assert.Contains("class 1", model.Labels);
        RunConfig config = RunConfig.Read(output.File("a/run.yaml"));
        Assert.Equal((ModelTask.Segmentation, "class 1", Pointwise.Training.ClassWeights.Softened), (config.Task!.Value, Assert.Single(config.Only), config.Training.ClassWeights));
        CommandLine again = CommandLine.Run("train", "--config", output.File("a/run.yaml"), "--out", output.File("again.safetensors"));
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(File.ReadAllBytes(output.File("a/model.safetensors")), File.ReadAllBytes(output.File("again.safetensors")));
    }

    [Fact]
    public void Train_OnAModelOfSegmentation_GoesOnWithItOrTakesItsBackbone()
    {
        Assert.Equal(0, Train(pictures.Path, "--out", output.File("m.safetensors")).ExitCode);
        CommandLine same = Train(pictures.Path, "--from", output.File("m.safetensors"), "--out", output.File("n.safetensors"));
        Assert.True(same.ExitCode == 0, same.Error);
        CommandLine fewer = Train(pictures.Path, "--only", "class 2", "--from", output.File("m.safetensors"), "--replace-head", "--freeze", "conv1", "--out", output.File("o.safetensors"));
        Assert.True(fewer.ExitCode == 0, fewer.Error);
        Assert.Contains($"on the layers of {output.File("m.safetensors")}", fewer.Error, StringComparison.Ordinal);
        using Model before = ModelFile.Load(output.File("m.safetensors")), after = ModelFile.Load(output.File("o.safetensors"));
        Assert.Equal(2, after.Labels.Length);
        Assert.True(before.Parameters["conv1.conv.weight"].Values.SequenceEqual(after.Parameters["conv1.conv.weight"].Values));
    }

    [Fact]
    public void Train_OnAClassifier_AsksForTheNetworkToBuildOnIt()
    {
        using var classes = new PictureFolder(10, 20, "blue", "green");
        Assert.Equal(0, CommandLine.Run("train", classes.Path, "--epochs", "1", "--out", output.File("m.safetensors")).ExitCode);
        CommandLine run = Train(pictures.Path, "--from", output.File("m.safetensors"), "--out", output.File("n.safetensors"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("which network is to be built on it is not said\n  expected: --network with a network of segmentation\n  found:    small-inception\n  fix:      add --network fcn8s-googlenet", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--task painting", 2, "--task: no such task\n  expected: classification or segmentation\n  found:    painting")]
    [InlineData("--only class_9", 1, "class_9")]
    [InlineData("--network small-inception", 1, "have no scores\n  expected: at least 3 scores a pixel")]
    [InlineData("--sampling balanced", 1, "sampling: pictures with masks have no class of their own")]
    [InlineData("--mixup 0.2", 1, "pictures with masks cannot be mixed")]
    public void Train_WhatMasksDoNotAllow_IsRefused(string words, int code, string text)
    {
        CommandLine run = Train([pictures.Path, "--out", output.File("m.safetensors"), .. words.Split(' ')]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(text, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ABadMask_IsSkippedAndListedOrEndsTheRun()
    {
        File.WriteAllBytes(pictures.File("trainannot/003.png"), [1, 2, 3]);
        CommandLine failed = Train(pictures.Path, "--out", output.File("m.safetensors"));
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("003.png", failed.Error, StringComparison.Ordinal);
        CommandLine skipped = Train(pictures.Path, "--out", output.File("n.safetensors"), "--on-bad-image", "skip");
        Assert.True(skipped.ExitCode == 0, skipped.Error);
        Assert.Contains("passed over 1 picture that cannot be read:\n", skipped.Error, StringComparison.Ordinal);
    }

    private static CommandLine Train(params string[] words) => CommandLine.Run(["train", "--epochs", "1", "--threads", "2", .. words]);
}
