using System.Text.Json;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class EvalVerbTests(ShapeFolders shapes) : IClassFixture<ShapeFolders>
{
    [Fact]
    public void Eval_OfAFolder_ScoresItsValPart()
    {
        using Model model = ModelFile.Load(shapes.Model);
        EvaluationReport expected = Evaluation.Report(model, ShapeFolders.Others, 1, TestContext.Current.CancellationToken);
        CommandLine run = CommandLine.Run("eval", shapes.Model, shapes.Photos);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"photos validation: {expected.Score.Top1} of 60 right", run.Out, StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.StartsWith("disc ", StringComparison.Ordinal) && line.Contains(" 10 ", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("mean", StringComparison.Ordinal));
        Assert.Contains("true classes in rows, answers in columns", run.Lines);
        Assert.Equal(expected.Mistakes.Length > 0, run.Lines.Contains("the surest mistakes"));
    }

    [Fact]
    public void Eval_Json_HoldsTheWholeReport()
    {
        using Model model = ModelFile.Load(shapes.Model);
        EvaluationReport expected = Evaluation.Report(model, ShapeFolders.Others, 1, TestContext.Current.CancellationToken);
        JsonElement root = JsonDocument.Parse(CommandLine.Run("eval", shapes.Model, shapes.Photos, "--json").Out).RootElement;
        Assert.Equal(expected.Score.Top1, root.GetProperty("score").GetProperty("top1").GetInt32());
        Assert.Equal(expected.MacroF1, root.GetProperty("macro_f1").GetDouble());
        // the folder gives the pictures in another order, and confidences are summed up
        Assert.Equal(expected.CalibrationError, root.GetProperty("calibration_error").GetDouble(), 1e-12);
        Assert.Equal("main", root.GetProperty("head").GetString());
        int[][] counts = [.. root.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(n => n.GetInt32()).ToArray())];
        Assert.Equal(SortedCounts(expected.Confusion.Select(row => row.ToArray())), SortedCounts(counts));
        Assert.Equal(60, root.GetProperty("calibration").EnumerateArray().Sum(bin => bin.GetProperty("pictures").GetInt32()));
        Assert.Equal(expected.Mistakes.Length, root.GetProperty("mistakes").GetArrayLength());
    }

    [Fact]
    public void Eval_Csv_IsOneLineAClass()
    {
        CommandLine run = CommandLine.Run("eval", shapes.Model, shapes.Photos, "--csv");
        Assert.Equal("class,pictures,precision,recall,F1", run.Lines[0]);
        Assert.Equal(6 + 2, run.Lines.Length);
    }

    [Fact]
    public void Eval_Html_WritesOnePageWithTheCurvesOfALogBeside()
    {
        string page = shapes.In("page.html"), log = shapes.In("other.jsonl");
        Assert.EndsWith($"wrote {page}\n", CommandLine.Run("eval", shapes.Model, shapes.Photos, "--html", page).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Training</h2>", File.ReadAllText(page), StringComparison.Ordinal);
        File.WriteAllText(log, "{\"event\":\"epoch\",\"step\":3,\"epoch\":1,\"loss\":1,\"accuracy\":0.5,\"rate\":0.1}\n");
        Assert.Equal(0, CommandLine.Run("eval", shapes.Model, shapes.Photos, "--html", page, "--log", log).ExitCode);
        Assert.Contains("<h2>Training</h2>", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains("<h1>shapes.safetensors on photos validation</h1>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_ClassesInAnotherOrder_AreFoundByName()
    {
        using Model model = ModelFile.Load(shapes.Model);
        Assert.NotEqual(model.Labels.Order(StringComparer.Ordinal), model.Labels);
        Score expected = Evaluation.Of(model, ShapeFolders.Others, 1, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Top1, JsonDocument.Parse(CommandLine.Run("eval", shapes.Model, shapes.Photos, "--part", "val", "--json").Out).RootElement.GetProperty("score").GetProperty("top1").GetInt32());
        Assert.True(expected.Top1 > 20, $"{expected.Top1}");
    }

    [Fact]
    public void Eval_WithViews_ScoresTheMeanOfThem()
    {
        using Model model = ModelFile.Load(shapes.Model);
        Score expected = Evaluation.Of(model, ShapeFolders.Others, new EvaluationOptions { Views = 2 }, TestContext.Current.CancellationToken);
        JsonElement score = JsonDocument.Parse(CommandLine.Run("eval", shapes.Model, shapes.Photos, "--tta", "flip", "--json").Out).RootElement.GetProperty("score");
        Assert.Equal(expected.Top1, score.GetProperty("top1").GetInt32());
        Assert.Equal(expected.Loss, score.GetProperty("loss").GetDouble(), 1e-9);
    }

    [Fact]
    public void Eval_WithAPictureThatIsNone_FailsOrSkipsIt()
    {
        shapes.Write("damaged", new DrawnShapes(12, 5));
        File.WriteAllText(shapes.In("damaged/disc/bad.png"), "no picture");
        CommandLine failed = CommandLine.Run("eval", shapes.Model, shapes.In("damaged"), "--part", "all");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("bad.png", failed.Error, StringComparison.Ordinal);
        CommandLine skipped = CommandLine.Run("eval", shapes.Model, shapes.In("damaged"), "--part", "all", "--on-bad-image", "skip");
        Assert.Equal(0, skipped.ExitCode);
        Assert.Contains(" of 12 right", skipped.Lines[0], StringComparison.Ordinal);
        Assert.Contains("not readable, not scored: 1", skipped.Lines);
    }

    [Fact]
    public void Eval_ClassesThatTheModelDoesNotKnow_AreNamed()
    {
        shapes.Write("other", new DrawnShapes(12, 6));
        Directory.Move(shapes.In("other/square"), shapes.In("other/squares"));
        CommandLine run = CommandLine.Run("eval", shapes.Model, shapes.In("other"));
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("other/validation: classes that the model does not know\n  expected: classes among the model's 6: square\n  found:    squares\n  fix:      rename squares to square\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{m}", "no pictures to score on")]
    [InlineData("{m} {p} --data {p}", "two data sets")]
    [InlineData("{m} {p} --part tets", "--part tets: no such part\n  expected: train, val, test or all")]
    [InlineData("{m} {p} --part all", "--part all: a data set in parts\n  expected: train, validation")]
    [InlineData("{m} {p} --part test", "--part test: a part that the data set does not have\n  expected: train, validation")]
    [InlineData("{m} {p} --head aux3", "no such head\n  expected: main, mean")]
    [InlineData("{m} {p} --tta 3", "--tta: no such views")]
    [InlineData("{m} {p} --on-bad-image ignore", "--on-bad-image: no such way")]
    [InlineData("{p}/none {p}", "no such file")]
    public void Eval_WithAMistake_SaysIt(string line, string problem)
    {
        CommandLine run = CommandLine.Run(["eval", .. line.Split(' ').Select(word => word.Replace("{m}", shapes.Model, StringComparison.Ordinal).Replace("{p}", shapes.Photos, StringComparison.Ordinal))]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_OfASetWithoutParts_ScoresWhatTrainingKeepsApart()
    {
        shapes.Write("flat", new DrawnShapes(120, 8));
        CommandLine run = CommandLine.Run("eval", shapes.Model, shapes.In("flat"));
        Assert.StartsWith("flat validation: ", run.Out, StringComparison.Ordinal);
        Assert.Contains(" of 12 right", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("kept 12 of 120 pictures apart", run.Error, StringComparison.Ordinal);
        Assert.Contains(" of 24 right", CommandLine.Run("eval", shapes.Model, shapes.In("flat"), "--validation", "0.2").Lines[0], StringComparison.Ordinal);
        Assert.Contains(" of 96 right", CommandLine.Run("eval", shapes.Model, shapes.In("flat"), "--validation", "0.2", "--part", "train").Lines[0], StringComparison.Ordinal);
        Assert.Contains(" of 120 right", CommandLine.Run("eval", shapes.Model, shapes.In("flat"), "--part", "all").Lines[0], StringComparison.Ordinal);
    }

    private static int[] SortedCounts(IEnumerable<int[]> rows) => [.. rows.SelectMany(r => r).Order()];
}
