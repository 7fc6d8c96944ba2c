using System.Text.RegularExpressions;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands of docs/masks.md, one after the other as printed, on fewer and smaller pictures and for one epoch.</summary>
public sealed partial class MasksPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Commands_OfThePage_WorkOneAfterTheOther()
    {
        string[] commands = PageCommands.Of("masks.md");
        Assert.Equal(["data draw", "data check", "train scenes", "eval shapes.safetensors", "segment shapes.safetensors"], commands.Select(c => string.Join(' ', c.Split(' ')[..2])));
        string[] printed = [.. commands.Select(Run)];
        Assert.Contains("ground, disc, box, triangle, cross", printed[0], StringComparison.Ordinal);
        Assert.Contains("pictures with masks of 5 classes", printed[1], StringComparison.Ordinal);
        Assert.StartsWith("scenes test: mean IoU", printed[3], StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("check.html")) && File.Exists(folder.File("shapes.html")));
        Assert.Equal(3 * 4, Directory.GetFiles(folder.File("segmented")).Length);
    }

    private string Run(string command)
    {
        string smaller = command.Replace("--pictures 400 --size 96x128", "--pictures 20 --size 64x72", StringComparison.Ordinal).Replace("--epochs 12", "--epochs 1 --batch 4", StringComparison.Ordinal);
        CommandLine run = CommandLine.Run([.. smaller.Split(' ').Select(word => PathWord().IsMatch(word) ? folder.File(word) : word)]);
        Assert.True(run.ExitCode == 0, $"{command}\n{run.Error}");
        return run.Out;
    }

    [GeneratedRegex("^(scenes(/test|/classes\\.tsv)?|segmented|[a-z]+\\.(safetensors|html))$", RegexOptions.CultureInvariant)]
    private static partial Regex PathWord();
}
