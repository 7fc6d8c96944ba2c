using System.Text.Json;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class ExperimentVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Naive_OnDrawnPictures_PrintsDrawsAndWritesAPage()
    {
        (int code, string output, string error) = CommandLine.Run("experiment", "naive", "--pictures", "64", "--epochs", "1", "--seeds", "1", "--svg", folder.File("a.svg"), "--html", folder.File("a.html"));
        Assert.Equal(0, code);
        Assert.Matches("naive +41,411,648 +572,730 ", output);
        Assert.Matches("with reductions +18,683,392 +146,138 ", output);
        Assert.Contains("run 2/2  with reductions, seed 1", error, StringComparison.Ordinal);
        Assert.Contains("<circle", File.ReadAllText(folder.File("a.svg")), StringComparison.Ordinal);
        Assert.Contains("What do 1x1 reductions cost", File.ReadAllText(folder.File("a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_WithTheTwinOfThreeByThrees_CostsAsMuch()
    {
        string twin = Path.Combine(TestData.Repository, "docs", "networks", "three-by-three.yaml");
        (int code, string output, _) = CommandLine.Run("experiment", "compare", "--with", twin, "--pictures", "64", "--epochs", "1", "--seeds", "1", "--json");
        Assert.Equal(0, code);
        using JsonDocument answer = JsonDocument.Parse(output);
        long[] costs = [.. answer.RootElement.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("multiply_adds").GetInt64())];
        Assert.Equal(2, costs.Length);
        Assert.InRange((double)costs[1] / costs[0], 0.97, 1.0);
    }

    [Theory]
    [InlineData("experiment naiv", "no such experiment")]
    [InlineData("experiment compare", "nothing to compare with")]
    [InlineData("experiment naive --with nin", "belongs to another experiment")]
    [InlineData("experiment naive --seeds 0", "--seeds: out of range")]
    [InlineData("experiment naive --pictures 0", "--pictures: out of range")]
    public void Verb_WithAMistake_SaysIt(string line, string problem)
    {
        (int code, _, string error) = CommandLine.Run(line.Split(' '));
        Assert.Equal(1, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }
}
