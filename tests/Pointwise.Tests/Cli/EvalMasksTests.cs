using System.Text.Json;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Inference.Segmenting;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class EvalMasksTests(MaskFolders folders) : IClassFixture<MaskFolders>
{
    [Fact]
    public void Eval_OfMasks_ScoresTheTestPart()
    {
        CommandLine run = CommandLine.Run("eval", folders.Model, folders.Scenes);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("scenes test: mean IoU 1.0000, 100.00 % of 3,072 pixels of 4 pictures right, loss", run.Lines[0][..run.Lines[0].LastIndexOf(' ')]);
        Assert.Contains(run.Lines, line => line.StartsWith("class 1 ", StringComparison.Ordinal) && line.Contains("1.000", StringComparison.Ordinal));
        Assert.Contains("the pictures with the smallest mean IoU", run.Lines);
    }

    [Fact]
    public void Eval_OfMasksAsJson_HoldsTheWholeReport()
    {
        JsonElement root = JsonDocument.Parse(CommandLine.Run("eval", folders.Model, folders.Scenes, "--part", "val", "--json").Out).RootElement;
        JsonElement score = root.GetProperty("score");
        Assert.Equal((3, 1, 1, 3 * 768), (score.GetProperty("pictures").GetInt32(), score.GetProperty("mean_iou").GetDouble(), score.GetProperty("pixel_accuracy").GetDouble(), score.GetProperty("pixels").GetInt32()));
        Assert.Equal(3 * 768, root.GetProperty("confusion").EnumerateArray().SelectMany(row => row.EnumerateArray()).Sum(n => n.GetInt32()));
        Assert.Equal(3, root.GetProperty("classes").EnumerateArray().Count(c => c.GetProperty("iou").GetDouble() == 1));
        Assert.Equal(1, root.GetProperty("boundary_f1").GetDouble());
    }

    [Fact]
    public void Eval_OnlySomeClasses_NeedsAModelOfThese()
    {
        CommandLine run = CommandLine.Run("eval", folders.Model, folders.Scenes, "--only", "class 1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("classes that the model does not know", run.Error, StringComparison.Ordinal);
        using Model model = PixelModels.ByRed(3, 24, 32);
        string joined = folders.In("joined.safetensors");
        ModelFile.Save(model with { Labels = ["class 0", "rest", "class 1"] }, joined);
        JsonElement root = JsonDocument.Parse(CommandLine.Run("eval", joined, folders.Scenes, "--only", "class 1", "--json").Out).RootElement;
        Assert.Equal(["class 0", "rest", "class 1"], root.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("class").GetString()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("classes")[0].GetProperty("iou").ValueKind);
    }

    [Fact]
    public void Eval_Html_ShowsPicturesUnderMasks()
    {
        string page = folders.In("page.html");
        Assert.Equal(0, CommandLine.Run("eval", folders.Model, folders.Scenes, "--html", page).ExitCode);
        string html = File.ReadAllText(page);
        Assert.Equal(4 * 3, html.Split("data:image/png;base64,").Length - 1);
        Assert.Contains("IoU of each class", html, StringComparison.Ordinal);
        Assert.Contains("mean IoU 1.000 over its classes", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_Csv_IsALineAClass()
    {
        CommandLine run = CommandLine.Run("eval", folders.Model, folders.Scenes, "--csv");
        Assert.Equal("class,pixels,share,IoU,recall,precision,boundary F1", run.Lines[0]);
        Assert.Equal(1 + 3 + 1, run.Lines.Length);
    }

    [Fact]
    public void Eval_BadMask_FailsOrIsSkipped()
    {
        string copy = folders.In("broken");
        foreach (string part in (string[])["train", "trainannot"])
        {
            Directory.CreateDirectory(Path.Combine(copy, part));
            foreach (string file in Directory.GetFiles(Path.Combine(folders.Scenes, part))) File.Copy(file, Path.Combine(copy, part, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(copy, "trainannot", "003.png"), "no picture");
        string[] words = ["eval", folders.Model, copy, "--part", "all", "--classes", Path.Combine(folders.Scenes, "classes.txt")];
        CommandLine fails = CommandLine.Run(words);
        Assert.Equal(1, fails.ExitCode);
        Assert.Contains("a mask that is no PNG", fails.Error, StringComparison.Ordinal);
        CommandLine skips = CommandLine.Run([.. words, "--on-bad-image", "skip"]);
        Assert.Equal(0, skips.ExitCode);
        Assert.Contains("not readable, not scored: 1", skips.Lines);
    }

    [Fact]
    public void Draw_Masks_GivesASetThatOpens()
    {
        string drawn = folders.In("drawn");
        CommandLine run = CommandLine.Run("data", "draw", drawn, "--masks", "--pictures", "10", "--size", "24x32", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal([10, 2, 2], JsonDocument.Parse(run.Out).RootElement.GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("pictures").GetInt32()));
        Assert.Equal([10, 2, 2], Pointwise.Data.Masks.MaskSets.Open(drawn).Parts.Select(p => p.Data.Count));
        Assert.Equal(0, CommandLine.Run("data", "draw", folders.In("textures"), "--pictures", "20", "--size", "16").ExitCode);
        Assert.Equal([20, 4, 4], Pointwise.Data.Sets.DataSets.Open(folders.In("textures"), new Pointwise.Data.Sets.DataSetOptions { ValidationShare = 0 }).Parts.Select(p => p.Data.Count));
        Assert.Contains("textures are square", CommandLine.Run("data", "draw", folders.In("x"), "--size", "16x20").Error, StringComparison.Ordinal);
    }
}
