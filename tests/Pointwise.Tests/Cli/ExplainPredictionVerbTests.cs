using System.Text.Json;
using System.Xml.Linq;
using Pointwise.Data;
using Pointwise.Inference;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class ExplainPredictionVerbTests(ShapeFolders shapes) : IClassFixture<ShapeFolders>
{
    private string Ring => Directory.GetFiles(shapes.In("photos/val/ring")).Order(StringComparer.Ordinal).First();

    [Fact]
    public void Explain_APicture_PrintsTheAnswerTheMapAndTheBranches()
    {
        CommandLine run = CommandLine.Run("explain-prediction", shapes.Model, Ring, "--threads", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches($@"^{System.Text.RegularExpressions.Regex.Escape(Ring)}: \w+ \(\d+\.\d\d %\), logit -?\d+\.\d\d\d$", run.Lines[0]);
        Assert.Matches(@"^cam at inception_3\.output, 3x3; its sum -?\d+\.\d{3} and the bias -?\d+\.\d{3} are the logit$", run.Lines[1]);
        Assert.Matches(@"^warmest at x \d+, y \d+ of the 28 x 28 picture$", run.Lines[2]);
        Assert.Equal(["inception_1", "inception_2", "inception_3"], run.Lines.Skip(6).Select(line => line.Split(' ')[0]));
        Assert.Matches(@"^inception_1  1x1 [+-]\d+\.\d%  +3x3 [+-]\d+\.\d%  +5x5 [+-]\d+\.\d%  +pool [+-]\d+\.\d%  +[+-]\d+\.\d{3}$", run.Lines[6]);
    }

    [Fact]
    public void Explain_Json_HasTheMapThatAddsUpAndTheBranches()
    {
        JsonElement json = JsonDocument.Parse(CommandLine.Run("explain-prediction", shapes.Model, Ring, "--class", "disc", "--json").Out).RootElement;
        using Classifier classifier = Classifier.Load(shapes.Model);
        Answer disc = classifier.Classify(Ring, 6).Single(a => a.Label == "disc");
        Assert.Equal((disc.Class, "disc", "cam"), (json.GetProperty("class").GetInt32(), json.GetProperty("label").GetString(), json.GetProperty("method").GetString()));
        Assert.Equal(disc.Probability, json.GetProperty("probability").GetDouble(), 1e-5);
        JsonElement map = json.GetProperty("map");
        double[] values = [.. map.GetProperty("values").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(v => v.GetDouble())];
        Assert.Equal(9, values.Length);
        Assert.Equal(values.Sum(), map.GetProperty("sum").GetDouble(), 1e-9);
        Assert.Equal(json.GetProperty("logit").GetDouble(), map.GetProperty("sum").GetDouble() + map.GetProperty("bias").GetDouble(), 1e-9);
        Assert.Equal(28, json.GetProperty("seen").GetProperty("right").GetDouble());
        foreach (JsonElement module in json.GetProperty("modules").EnumerateArray())
        {
            JsonElement[] branches = [.. module.GetProperty("branches").EnumerateArray()];
            Assert.Equal(["1x1", "3x3", "5x5", "pool"], branches.Select(b => b.GetProperty("name").GetString()));
            Assert.Equal(module.GetProperty("sum").GetDouble(), branches.Sum(b => b.GetProperty("contribution").GetDouble()), 1e-9);
            Assert.Equal(1, branches.Sum(b => Math.Abs(b.GetProperty("share").GetDouble())), 1e-9);
        }
    }

    [Fact]
    public void Explain_AgainstAnotherClass_TellsHowFarTheyAreApart()
    {
        string[] words = ["explain-prediction", shapes.Model, Ring, "--class", "ring", "--against", "disc"];
        CommandLine run = CommandLine.Run(words);
        Assert.Matches(@": ring \(\d+\.\d\d %\) against disc \(\d+\.\d\d %\), logits apart by -?\d+\.\d\d\d$", run.Lines[0]);
        Assert.Matches(@"; its sum -?\d+\.\d{3} and the biases' -?\d+\.\d{3} are that$", run.Lines[1]);
        Assert.Equal("disc", JsonDocument.Parse(CommandLine.Run([.. words, "--json"]).Out).RootElement.GetProperty("against").GetProperty("label").GetString());
    }

    [Fact]
    public void Explain_WithFiles_DrawsTheOverlayAndTheBranches()
    {
        string overlay = shapes.In("why.png"), svg = shapes.In("branches.svg");
        CommandLine run = CommandLine.Run("explain-prediction", shapes.Model, Ring, "--method", "gradcam", "--layer", "inception_2", "--out", overlay, "--svg", svg);
        Assert.Equal((0, $"wrote {svg}\nwrote {overlay}\n"), (run.ExitCode, run.Error));
        Assert.StartsWith("gradcam at inception_2.output, 7x7\n", run.Out[(run.Out.IndexOf('\n', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);
        Picture drawn = PictureFile.Load(overlay);
        Assert.Equal((240, 3), (drawn.Width, drawn.Channels));
        Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData("{m} {p}/none.png", 1, "none.png: cannot be read\n  expected: a picture\n  found:    no such file")]
    [InlineData("{m} {p}/val", 1, "not one picture\n  expected: one picture\n  found:    60")]
    [InlineData("{m} {r} --class rings", 1, "class rings: no such class\n  expected: disc; ring; square; triangle; cross; stripes, or a number from 0 to 5\n  found:    rings\n  fix:      did you mean ring?")]
    [InlineData("{m} {r} --layer inception_9", 1, "layer: no such layer")]
    [InlineData("{m} {r} --method cam --layer inception_2", 1, "a class activation map would not add up to the logit")]
    [InlineData("{m} {r} --out why.jpg", 1, "--out: not a kind of file that is written\n  expected: FILE.png")]
    [InlineData("{m} {r} --out {p}/none/why.png", 1, "why.png: cannot be written")]
    [InlineData("{m} {r} --head aux1", 1, "no such head")]
    [InlineData("{p}/none {r}", 1, "no such file")]
    [InlineData("{m} {r} --method heat", 2, "heat")]
    [InlineData("{m}", 2, "PICTURE")]
    public void Explain_WithAMistake_SaysIt(string line, int exitCode, string problem)
    {
        CommandLine run = CommandLine.Run(["explain-prediction", .. line.Split(' ').Select(word => word.Replace("{m}", shapes.Model, StringComparison.Ordinal).Replace("{p}", shapes.Photos, StringComparison.Ordinal).Replace("{r}", Ring, StringComparison.Ordinal))]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }
}
