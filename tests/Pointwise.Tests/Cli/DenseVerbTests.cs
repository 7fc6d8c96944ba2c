using System.Globalization;
using System.Text.Json;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference.Dense;
using Pointwise.Operators;
using Pointwise.Tests.Inference.Dense;
using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class DenseVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DenseVerbTests()
    {
        using Model model = SlidingNetworks.Padded();
        ModelFile.Save(model, folder.File("m.safetensors"));
        PictureFile.SavePng(folder.File("p.png"), SlidingNetworks.Picture(60, 90));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Dense_OverAPicture_PrintsCostAnswersPlacesAndMeans()
    {
        CommandLine run = CommandLine.Run("dense", folder.File("m.safetensors"), folder.File("p.png"), "--scale", "1,0.5", "--top", "2", "--threads", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal($"{folder.File("p.png")}: 60x90", run.Lines[0]);
        Assert.Matches(@"^ +1 +60x90 +10x18 +4 +1 +\d", run.Lines[4]);
        Assert.Matches(@"^ +0\.5 +30x45 +3x6 +4 +1 +\d", run.Lines[5]);
        Assert.Contains("the answer at each place, scale 0.5", run.Lines);
        int places = Array.IndexOf(run.Lines, "where each class is most probable, in pixels of the picture");
        Assert.Matches(@"^[a-e] +\d+\.\d\d % ", run.Lines[places + 3]);
        Assert.Equal("mean over all places and scales", run.Lines[places + 6]);
    }

    [Fact]
    public void Dense_Json_IsTheMapAsTheLibraryGivesIt()
    {
        CommandLine run = CommandLine.Run("dense", folder.File("m.safetensors"), folder.File("p.png"), "--class", "c", "--json", "--out", folder.File("m.json"));
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement json = JsonDocument.Parse(run.Out).RootElement, map = json.GetProperty("maps")[0];
        using Model model = Models.Open(folder.File("m.safetensors"), stop: Stop);
        using var dense = new DenseClassifier(model);
        DenseMap expected = dense.Map("p", PictureFile.Load(folder.File("p.png")));
        Assert.Equal(expected.Answers(), map.GetProperty("answers").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(v => v.GetInt32()));
        Assert.Equal(expected.ProbabilityOf(2), map.GetProperty("probabilities").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(v => v.GetSingle()));
        Assert.Equal((10, 18, 4), (map.GetProperty("rows").GetInt32(), map.GetProperty("columns").GetInt32(), map.GetProperty("stride_x").GetInt32()));
        Assert.Equal(expected.Cost.CropMultiplyAdds, map.GetProperty("multiply_adds_one_by_one").GetInt64());
        Assert.True(map.GetProperty("seconds").GetDouble() > 0);
        Assert.Equal("c", json.GetProperty("class").GetString());
        Assert.Contains(json.GetProperty("places").EnumerateArray(), p => p.GetProperty("class").GetString() == "c");
        Assert.Equal(1, json.GetProperty("mean").EnumerateArray().Sum(m => m.GetProperty("probability").GetDouble()), 1e-6);
        Assert.Equal(expected.Answers().Length, JsonDocument.Parse(File.ReadAllText(folder.File("m.json"))).RootElement.GetProperty("maps")[0].GetProperty("answers").EnumerateArray().Sum(row => row.GetArrayLength()));
    }

    [Fact]
    public void Dense_WithFiles_WritesThePictureAndTheScores()
    {
        CommandLine run = CommandLine.Run("dense", folder.File("m.safetensors"), folder.File("p.png"), "--out", folder.File("map.png"), "--out", folder.File("map.npy"));
        Assert.Equal((0, $"wrote {folder.File("map.png")}\nwrote {folder.File("map.npy")}\n"), (run.ExitCode, run.Error));
        Picture drawn = PictureFile.Load(folder.File("map.png"));
        Assert.True(drawn.Width > 3 * 448 && drawn.Channels == 3, $"{drawn.Width}x{drawn.Height}");
        Assert.Equal(128 + 4 * 10 * 18 * 5, new FileInfo(folder.File("map.npy")).Length);
    }

    [Fact]
    public void Convert_Dense_WritesANetworkThatMapsLargerPictures()
    {
        foreach (string name in (string[])["dense.onnx", "dense.safetensors"])
        {
            CommandLine run = CommandLine.Run("convert", folder.File("m.safetensors"), folder.File(name), "--dense");
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Contains("fully connected layers became convolutions: a larger picture gives a map of scores, before any softmax", run.Lines);
            using Model before = Models.Open(folder.File("m.safetensors"), stop: Stop), after = Models.Open(folder.File(name), stop: Stop);
            Assert.DoesNotContain(after.Graph.Nodes, n => n.Operator is Linear or Flatten or Softmax);
            using DenseClassifier one = new(before), two = new(after);
            Picture picture = SlidingNetworks.Picture(40, 52);
            Parity.Near.Check(name, one.Map("p", picture).Scores.ToArray(), two.Map("p", picture).Scores.Span, 1e-5);
        }
    }

    [Theory]
    [InlineData("--scale 0", "--scale: no scales")]
    [InlineData("--scale 1,1", "--scale: no scales")]
    [InlineData("--scale 1;2", "--scale: no scales")]
    [InlineData("--scale 0.1", "p.png: too small at scale 0.1")]
    [InlineData("--top 0", "--top: out of range")]
    [InlineData("--memory 0", "--memory: out of range")]
    [InlineData("--out map.gif", "--out: no such kind of file")]
    [InlineData("--scale 1,2 --out map.npy", "--out: one array has room for one scale")]
    [InlineData("--class zebra", "class zebra: no such class")]
    [InlineData("--head mean", "padded: the mean of heads cannot slide: their maps differ in stride")]
    public void Dense_OfWhatCannotBe_IsRefused(string options, string problem)
    {
        CommandLine run = CommandLine.Run(["dense", folder.File("m.safetensors"), folder.File("p.png"), .. options.Split(' ')]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_OverScales_TellsScoreAndCost()
    {
        for (int i = 0; i < 4; i++)
        {
            Directory.CreateDirectory(folder.File($"data/{"ab"[i % 2]}"));
            PictureFile.SavePng(folder.File($"data/{"ab"[i % 2]}/{i.ToString(CultureInfo.InvariantCulture)}.png"), SlidingNetworks.Picture(30, 33, (ulong)i));
        }

        CommandLine run = CommandLine.Run("eval", folder.File("m.safetensors"), folder.File("data"), "--part", "all", "--scales", "1,1.5", "--tta", "flip");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"^data.*: \d of 4 right", run.Lines[0]);
        Assert.Contains(run.Lines, l => System.Text.RegularExpressions.Regex.IsMatch(l, @"^cost: [\d.]+[KMG]? multiply-adds and [\d.]+ s a picture$"));
        JsonElement json = JsonDocument.Parse(CommandLine.Run("eval", folder.File("m.safetensors"), folder.File("data"), "--part", "all", "--scales", "1", "--json").Out).RootElement;
        Assert.True(json.GetProperty("multiply_adds").GetInt64() > 0);
        CommandLine wrong = CommandLine.Run("eval", folder.File("m.safetensors"), folder.File("data"), "--part", "all", "--scales", "1", "--tta", "10");
        Assert.Equal((1, "scales: crops beside scales: a map has all places already"), (wrong.ExitCode, wrong.Error.Split('\n')[0]));
    }
}
