using Pointwise.Cli.Runs;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public sealed class PartUseTests : IDisposable
{
    private readonly PictureFolder folder = new(0);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", null, 18, 0, 2, "validation")]
    [InlineData("", 0.2, 16, 4, 0, "validation")]
    [InlineData("", 0.0, 20, 0, 0, "validation")]
    [InlineData("train val", null, 20, 0, 20, "validation")]
    [InlineData("train val", 0.2, 16, 4, 20, "validation")]
    [InlineData("train test", null, 20, 0, 20, "test")]
    [InlineData("train test", 0.2, 16, 4, 20, "test")]
    [InlineData("train val test", null, 20, 20, 20, "test")]
    [InlineData("train val test", 0.0, 20, 0, 20, "test")]
    [InlineData("train val test", 0.2, 16, 4, 20, "test")]
    public void Of_EveryWayOfParts_ScoresNothingAtTheEndThatChose(string parts, double? share, int train, int eachEpoch, int atEnd, string name)
    {
        foreach (string part in parts.Split(' '))
            for (int i = 0; i < 20; i++) folder.Add($"{part}/{(i % 2 == 0 ? "a" : "b")}/{i}.png".TrimStart('/'), 4, i % 2, (ulong)i);
        PartUse use = PartUse.Of(folder.Path, share);
        Assert.Equal((train, eachEpoch, atEnd), (use.Train.Count, use.EachEpoch?.Count ?? 0, use.AtEnd?.Count ?? 0));
        Assert.Equal(name, use.Name);
        Assert.Equal(use.AtEnd ?? use.EachEpoch, use.Scored);
        Assert.Equal(eachEpoch > 0, use.Explained.Any(line => line.Contains("after every epoch", StringComparison.Ordinal)));
        Assert.Equal(atEnd > 0, use.Explained.Any(line => line.Contains("once, at the end", StringComparison.Ordinal)));
        Assert.Equal(eachEpoch + atEnd == 0, use.Explained.Contains("no pictures are scored"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Of_AShareOutOfRange_IsRefused(double share) =>
        Assert.Equal("--validation", Assert.Throws<PointwiseException>(() => PartUse.Of(folder.Path, share)).Where);

    [Fact]
    public void Train_ABadPictureAmongThoseThatAreScored_IsSkippedThereToo()
    {
        foreach (string part in (string[])["train", "val", "test"])
        {
            for (int i = 0; i < 8; i++) folder.Add($"{part}/{(i % 2 == 0 ? "a" : "b")}/{i}.png", 20, i % 2, (ulong)i);
            File.WriteAllBytes(folder.File($"{part}/a/bad.png"), [1, 2, 3]);
        }

        using var output = new TemporaryFolder();
        string[] words = ["train", folder.Path, "--network", "tiny-inception", "--batch", "4", "--epochs", "2", "--threads", "1", "--out", output.File("m")];
        CommandLine skipped = CommandLine.Run([.. words, "--bad-pictures", "skip"]);
        Assert.True(skipped.ExitCode == 0, skipped.Error);
        Assert.Contains(" of 8 right", skipped.Out, StringComparison.Ordinal);
        Assert.Equal(1, CommandLine.Run(words).ExitCode);
    }
}
