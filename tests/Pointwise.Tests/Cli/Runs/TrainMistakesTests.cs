using System.Text.Json;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public sealed class TrainMistakesTests : IDisposable
{
    private readonly PictureFolder pictures = new(10, 20, "blue", "green");
    private readonly TemporaryFolder output = new();

    public void Dispose()
    {
        pictures.Dispose();
        output.Dispose();
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
    [InlineData("--from resnet51", "resnet51: no such model")]
    [InlineData("--from nin", "nin: no published weights of this network")]
    public void Train_WhatIsNotPossible_FailsWithFourLines(string words, string problem)
    {
        CommandLine run = Train([pictures.Path, "--out", output.File("m"), .. words.Split(' ')]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Matches(@".+\n  expected: .+\n  found:    .+\n  fix:      .+\n\z", run.Error);
    }

    [Fact]
    public void Train_AModelThatCannotBeWritten_IsNotLost()
    {
        CommandLine run = Small(pictures.Path, "--checkpoints", output.File("c"), "--out", output.File(new string('x', 300)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"go on with: pointwise train --resume {output.File("c")}\n", run.Error, StringComparison.Ordinal);
        Assert.Contains(": cannot be written\n", run.Error, StringComparison.Ordinal);
        CommandLine again = Train("--resume", output.File("c"), "--out", output.File("m"));
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(0, Small(pictures.Path, "--out", output.File("n")).ExitCode);
        Assert.Equal(File.ReadAllBytes(output.File("n")), File.ReadAllBytes(output.File("m")));
    }

    [Fact]
    public void Train_WhatIsRefusedBeforeTheFirstStep_LeavesNothingBehind()
    {
        Assert.Equal(1, Train(pictures.Path, "--rate", "0", "--out", output.File("m.safetensors")).ExitCode);
        Assert.Empty(output.Names);
    }

    [Fact]
    public void Train_AFolderThatIsNoDataSet_SaysWhatIsWrong()
    {
        using PictureFolder single = new(2, 20, "only");
        Fails(single.Path, "a single class");
        Directory.CreateDirectory(single.File("empty"));
        Fails(single.Path, "a class without pictures");
        Fails(output.Path, "no pictures");
        Fails(output.File("none"), "no such folder or file");
        Directory.CreateSymbolicLink(pictures.File("blue/back"), pictures.Path);
        Fails(pictures.Path, "a folder that was entered already");

        static void Fails(string path, string problem)
        {
            CommandLine run = Train(path);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(problem, run.Error, StringComparison.Ordinal);
            Assert.Equal(4, run.Error.TrimEnd('\n').Split('\n').Length);
        }
    }

    private static CommandLine Small(params string[] words) => Train([.. words, "--network", "tiny-inception", "--threads", "1", .. words.Contains("--batch") ? (string[])[] : ["--batch", "8"], .. words.Contains("--epochs") ? (string[])[] : ["--epochs", "2"]]);

    private static CommandLine Train(params string[] words) => CommandLine.Run(["train", .. words]);
}
