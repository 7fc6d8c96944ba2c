using System.Text.Json;
using Pointwise.Architectures;
using Pointwise.Inference.Passes;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class ShowVerbTests
{
    [Fact]
    public void Show_WithPasses_ListsThemAndWhatEachMade()
    {
        CommandLine run = CommandLine.Run("show", "resnet20", "--passes");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\A#  rewrite +what it does +nodes before +after", run.Lines[0]);
        PassStep[] steps = [.. InferencePasses.Steps(ArchitectureCatalog.Get("resnet20").Build(), [])];
        Assert.Equal(steps.Length + 2, run.Lines.Length);
        for (int i = 0; i < steps.Length; i++)
        {
            PassStep step = steps[i];
            string idle = step.Changed ? "" : " +nothing to do";
            Assert.Matches($@"\A{i + 1}  {step.Pass.Name} +{step.Pass.Purpose} +{step.Before.Nodes.Length} +{step.After.Graph.Nodes.Length}{idle}\z", run.Lines[i + 2]);
        }

        Assert.Equal(19, steps[2].Before.Nodes.Length - steps[2].After.Graph.Nodes.Length);
    }

    [Theory]
    [InlineData("0", "conv 3x3 16", "batch norm")]
    [InlineData("FoldBatchNorm", "relu", "batch norm")]
    [InlineData("foldbatchnorm", "relu", "batch norm")]
    [InlineData("4", "conv 3x3 16 + relu", "batch norm")]
    [InlineData("FuseResidual", "conv 3x3 16 + shortcut + relu", "add + relu")]
    public void Show_StoppedAfterARewrite_ListsTheNetworkAsItIsThen(string last, string there, string gone)
    {
        CommandLine run = CommandLine.Run("show", "resnet20", "--stop-after", last);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(there, run.Out, StringComparison.Ordinal);
        Assert.Equal(last == "0", run.Out.Contains(gone, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FuseResidul", "did you mean FuseResidual?")]
    [InlineData("99", "name one of these")]
    [InlineData("-1", "name one of these")]
    public void Show_StoppedAfterNoRewrite_NamesThem(string last, string fix)
    {
        CommandLine run = CommandLine.Run("show", "resnet20", $"--stop-after={last}");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("--stop-after: no such rewrite\n  expected: FoldKnown, DropDropout, FoldBatchNorm,", run.Error, StringComparison.Ordinal);
        Assert.Contains($"found:    {last}\n  fix:      {fix}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_AsJson_HasEveryNodeAndRewrite()
    {
        JsonElement plain = JsonDocument.Parse(CommandLine.Run("show", "tiny-inception", "--json").Out).RootElement;
        Assert.Equal("tiny-inception", plain.GetProperty("network").GetString());
        Assert.False(plain.TryGetProperty("passes", out _));
        JsonElement second = plain.GetProperty("nodes")[1];
        Assert.Equal("Conv2D", second.GetProperty("operator").GetString());
        Assert.Equal([1, 16, 28, 28], second.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal("main", plain.GetProperty("heads")[0].GetProperty("name").GetString());

        JsonElement stopped = JsonDocument.Parse(CommandLine.Run("show", "tiny-inception", "--passes", "--stop-after", "FuseActivation", "--json").Out).RootElement;
        JsonElement[] passes = [.. stopped.GetProperty("passes").EnumerateArray()];
        Assert.Equal(["FoldKnown", "DropDropout", "FoldBatchNorm", "FuseActivation"], passes.Select(p => p.GetProperty("name").GetString()));
        Assert.True(passes[2].GetProperty("changed").GetBoolean());
        Assert.Equal(passes[^1].GetProperty("nodes_after").GetInt32(), stopped.GetProperty("nodes").GetArrayLength());
    }
}
