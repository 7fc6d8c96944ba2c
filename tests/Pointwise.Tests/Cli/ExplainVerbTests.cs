using System.Text.Json;
using Xunit;

namespace Pointwise.Tests.Cli;

public class ExplainVerbTests
{
    [Fact]
    public void Reduction_IsWrittenOut()
    {
        CommandLine run = CommandLine.Run("explain", "28x28x192", "--kernel", "5", "--filters", "32", "--reduce", "16");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("  multiply-adds  28 x 28 x 5 x 5 x 192 x 32 = 120,422,400 (240,844,800 FLOPs)", run.Lines);
        Assert.Contains("  together       2,408,448 + 10,035,200 = 12,443,648 multiply-adds, 24,887,296 FLOPs", run.Lines);
        Assert.Contains("saving: 9.68x fewer multiply-adds, 15,872 weights instead of 153,600", run.Lines);
        Assert.Contains("A 1x1 convolution is a fully connected layer shared by every pixel:", run.Lines);
    }

    [Fact]
    public void RoadScore_Has514ParametersAndKeepsHeightAndWidth()
    {
        CommandLine run = CommandLine.Run("explain", "20x72x256", "--filters", "2");
        Assert.Contains("  20x72x256 -> 20x72x2", run.Lines);
        Assert.Contains("  weights        1 x 1 x 256 x 2 = 512 (514 parameters with a bias per filter)", run.Lines);
        Assert.Contains("  multiply-adds  20 x 72 x 1 x 1 x 256 x 2 = 737,280 (1,474,560 FLOPs)", run.Lines);
    }

    [Fact]
    public void DetourThatCostsMore_IsToldSo() => Assert.Contains("saving: 1.24x more multiply-adds: the detour does not pay, 190,464 weights instead of 153,600",
        CommandLine.Run("explain", "28x28x192", "--kernel", "5", "--filters", "32", "--reduce", "192").Lines);

    [Fact]
    public void Json_HasEveryStep()
    {
        using JsonDocument json = JsonDocument.Parse(CommandLine.Run("explain", "32x32x512", "--kernel", "5", "--filters", "128", "--reduce", "128", "--json").Out);
        Assert.Equal(1_677_721_600, json.RootElement.GetProperty("direct").GetProperty("multiply_adds").GetInt64());
        Assert.Equal(67_108_864, json.RootElement.GetProperty("reduction").GetProperty("multiply_adds").GetInt64());
        Assert.Equal(419_430_400, json.RootElement.GetProperty("reduced").GetProperty("multiply_adds").GetInt64());
        Assert.Equal(486_539_264, json.RootElement.GetProperty("together").GetProperty("multiply_adds").GetInt64());
    }
}
