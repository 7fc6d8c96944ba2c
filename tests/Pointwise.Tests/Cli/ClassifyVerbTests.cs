using System.Text.Json;
using Pointwise.Data;
using Pointwise.Inference;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class ClassifyVerbTests(ShapeFolders shapes) : IClassFixture<ShapeFolders>
{
    [Fact]
    public void Classify_AFolder_PrintsEveryPictureOnce()
    {
        CommandLine run = CommandLine.Run("classify", shapes.Model, shapes.In("photos/val"), "--top", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(60 + 2, run.Lines.Length);
        Assert.Matches(@"60 pictures in \d+\.\d\d s, [\d.]+ pictures/s\n$", run.Error);
    }

    [Fact]
    public void Classify_Json_IsALineAPictureWithTheClassifiersAnswers()
    {
        string picture = Directory.GetFiles(shapes.In("photos/val/ring")).Order(StringComparer.Ordinal).First();
        CommandLine run = CommandLine.Run("classify", shapes.Model, picture, shapes.In("photos/train"), "--json", "--top", "2");
        Assert.Equal(1 + 24, run.Lines.Length);
        using Classifier classifier = Classifier.Load(shapes.Model);
        IReadOnlyList<Answer> expected = classifier.Classify(picture, 2);
        JsonElement first = JsonDocument.Parse(run.Lines[0]).RootElement;
        Assert.Equal(picture, first.GetProperty("picture").GetString());
        Assert.Equal(expected.Select(a => (a.Label, a.Probability)), first.GetProperty("answers").EnumerateArray().Select(a => (a.GetProperty("label").GetString()!, a.GetProperty("probability").GetDouble())));
    }

    [Fact]
    public void Classify_Csv_IsALineAnAnswer()
    {
        CommandLine run = CommandLine.Run("classify", shapes.Model, shapes.In("photos/val/ring"), "--csv", "--top", "3");
        Assert.Equal("picture,truth,rank,class,label,probability", run.Lines[0]);
        Assert.Equal(1 + 10 * 3, run.Lines.Length);
        Assert.Contains(",,1,", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_WithPicturesThatCannotBeRead_NamesThemAndGoesOn()
    {
        string bad = shapes.In("bad.png"), good = Directory.GetFiles(shapes.In("photos/val/disc"))[0];
        File.WriteAllText(bad, "no picture");
        CommandLine run = CommandLine.Run("classify", shapes.Model, bad, good, shapes.In("none.png"), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{bad}: byte 0: no picture of a known format\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("none.png: cannot be read\n  expected: a picture\n  found:    no such file", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("2 of 3 could not be classified\n", run.Error, StringComparison.Ordinal);
        JsonElement[] lines = [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.StartsWith("no picture of a known format", lines[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(5, lines[1].GetProperty("answers").GetArrayLength());
        Assert.True(lines[2].TryGetProperty("error", out _));
    }

    [Fact]
    public void Classify_PatternsAndLists_AreExpanded()
    {
        string[] rings = [.. Directory.GetFiles(shapes.In("photos/val/ring")).Order(StringComparer.Ordinal)];
        File.WriteAllLines(shapes.In("list.txt"), [rings[3], "", rings[1]]);
        Assert.Equal(rings, Pictures(shapes.In("photos/val/ring/*.png")));
        Assert.Equal(rings, Pictures(shapes.In("photos/**/val/r?ng/*")));
        Assert.Equal([rings[3], rings[1]], Pictures("@" + shapes.In("list.txt")));
        CommandLine none = CommandLine.Run("classify", shapes.Model, shapes.In("photos/*.gif"));
        Assert.Contains("*.gif: no such files", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_WithViews_AveragesThem()
    {
        string picture = Directory.GetFiles(shapes.In("photos/val/triangle"))[0];
        using Classifier plain = Classifier.Load(shapes.Model), both = Classifier.Load(shapes.Model, new ClassifierOptions { Views = 2 });
        Assert.NotEqual(plain.Classify(picture)[0].Probability, both.Classify(picture)[0].Probability);
        JsonElement answer = JsonDocument.Parse(CommandLine.Run("classify", shapes.Model, picture, "--tta", "flip", "--json").Out).RootElement.GetProperty("answers")[0];
        Assert.Equal(both.Classify(picture)[0].Probability, answer.GetProperty("probability").GetDouble());
    }

    [Fact]
    public void Classify_APictureOfASet_KnowsItsClass()
    {
        JsonElement picture = JsonDocument.Parse(CommandLine.Run("classify", shapes.Model, "--data", shapes.Photos, "--index", "0", "--json").Out).RootElement;
        Assert.Equal("cross", picture.GetProperty("truth").GetString());
    }

    [Theory]
    [InlineData("m", "nothing, or too much, to classify")]
    [InlineData("m --data {p}", "--data and --index belong together")]
    [InlineData("m a.png --top 0", "--top: out of range")]
    [InlineData("{p}/none a.png", "no such file")]
    [InlineData("{m} --data {p} --index 60", "--index: no such picture\n  expected: 0 to 59\n  found:    60")]
    [InlineData("{m} {p}/none.pgm", "none.pgm: cannot be read\n  expected: a picture\n  found:    no such file")]
    [InlineData("{m} @{p}/none", "none: no such file")]
    [InlineData("{m} a.png --head aux1", "no such head")]
    public void Classify_WithAMistake_SaysIt(string line, string problem)
    {
        CommandLine run = CommandLine.Run(["classify", .. line.Split(' ').Select(word => word.Replace("{m}", shapes.Model, StringComparison.Ordinal).Replace("{p}", shapes.Photos, StringComparison.Ordinal))]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    private string[] Pictures(string word) => [.. CommandLine.Run("classify", shapes.Model, word, "--json").Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("picture").GetString()!)];
}
