using System.Text.Json;
using Pointwise.Data.Codecs;
using Pointwise.Tests.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class DataVerbTests : IDisposable
{
    private readonly PictureTree tree = new();

    public DataVerbTests() => tree.Add("train/a/1.pgm", "train/a/2.pgm", "train/b/1.pgm", "val/a/3.pgm").AddText("val/b/bad.png", "GIF89a")
        .AddBytes("val/a/leak.pgm", PictureTree.Pgm(0));

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Check_PrintsCountsAndWhatToLookInto()
    {
        CommandLine run = CommandLine.Run("data", "check", tree.Path);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("looked at 6 of 6 pictures\n", run.Error);
        Assert.Contains($"{tree.Path}: 6 pictures of 2 classes (folder)", run.Lines);
        Assert.Contains("a             2           2", run.Lines);
        Assert.Contains("together      3           3", run.Lines);
        Assert.Contains($"formats: {new PortableDecoder().Format} 5", run.Lines);
        Assert.Contains($"  not readable: {tree.In("val/b/bad.png")}: no picture of a known format (a GIF)", run.Lines);
        Assert.Contains($"  the same file: {tree.In("train/a/1.pgm")} (a) = {tree.In("val/a/leak.pgm")} (a)", run.Lines);
        Assert.Contains("- 1 picture of validation is the same file as one of train: scores on validation are too good", run.Lines);
    }

    [Fact]
    public void Check_Json_HoldsTheSame()
    {
        CommandLine run = CommandLine.Run("data", "check", tree.Path, "--json", "--threads", "1");
        JsonElement root = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(6, root.GetProperty("pictures").GetInt32());
        Assert.Equal(3, root.GetProperty("parts")[1].GetProperty("pictures").GetInt32());
        Assert.Equal(2, root.GetProperty("classes")[0].GetProperty("train").GetInt32());
        Assert.True(root.GetProperty("same_file")[0].GetProperty("across_parts").GetBoolean());
        Assert.Equal("no picture of a known format (a GIF)", root.GetProperty("unreadable")[0].GetProperty("reason").GetString());
        Assert.True(root.GetProperty("warnings").GetArrayLength() >= 2);
    }

    [Fact]
    public void Check_Strict_FailsWhereThereIsSomethingToLookInto() => Assert.Equal(1, CommandLine.Run("data", "check", tree.Path, "--strict").ExitCode);

    [Fact]
    public void Check_Html_WritesOnePage()
    {
        CommandLine run = CommandLine.Run("data", "check", tree.Path, "--html", tree.In("page.html"));
        Assert.EndsWith($"wrote {tree.In("page.html")}\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("<h2>To look into</h2>", File.ReadAllText(tree.In("page.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfNothing_IsFourLinesAndExitCode1()
    {
        CommandLine run = CommandLine.Run("data", "check", tree.In("none"));
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("none: no such folder or file\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ShowsEverySetWithItsLicence()
    {
        CommandLine run = CommandLine.Run("data", "list");
        Assert.Contains(run.Lines, line => line.StartsWith("flowers  ", StringComparison.Ordinal) && line.Contains("CC BY 2.0", StringComparison.Ordinal));
        JsonElement sets = JsonDocument.Parse(CommandLine.Run("data", "list", "--json").Out).RootElement.GetProperty("sets");
        Assert.Equal(64, sets[2].GetProperty("files")[0].GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public void Get_UnknownName_GetsTheNearest()
    {
        CommandLine run = CommandLine.Run("data", "get", "flower");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("fix:      did you mean flowers? ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("check")]
    [InlineData("list")]
    public void Help_OfEachVerb_HasAnExample(string verb) =>
        Assert.Contains($"Examples:\n  pointwise data {verb}", CommandLine.Run("data", verb, "--help").Out, StringComparison.Ordinal);

    [Fact]
    public void NoVerb_IsWrongUsage() => Assert.Equal(2, CommandLine.Run("data").ExitCode);
}
