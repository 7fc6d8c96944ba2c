using System.Text.RegularExpressions;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands of docs/dense.md, one after the other as printed, on what a short quickstart leaves behind.</summary>
public sealed partial class DensePageTests : IDisposable
{
    private const string Folder = "pointwise-quickstart";
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Commands_OfThePage_WorkOneAfterTheOther()
    {
        Assert.Equal(0, CommandLine.Run("quickstart", "--out", temporary.File(Folder), "--pictures", "200", "--epochs", "1").ExitCode);
        string[] commands = PageCommands.Of("dense.md");
        Assert.Equal(["dense", "dense", "dense", "convert", "eval"], commands.Select(c => c.Split(' ')[0]));
        string[] printed = [.. commands.Select(Run)];
        Assert.Contains("    8  384x480   43x55       8      1          1.50G      44.19G  29.45x", printed[0], StringComparison.Ordinal);
        Assert.Matches(@"\n +32 +1536x1920 +187x235 +8 +(\d{2,}|[2-9]) ", printed[2]);
        Assert.All((string[])["map.png", "scores.npy", "map.json", "sliding.onnx"], file => Assert.True(File.Exists(temporary.File(file)), file));
    }

    private string Run(string command)
    {
        CommandLine run = CommandLine.Run([.. command.Split(' ').Select(word =>
            word.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(TestData.Repository, word) : PathWord().IsMatch(word) ? temporary.File(word) : word)]);
        Assert.True(run.ExitCode == 0, $"{command}\n{run.Error}");
        return run.Out;
    }

    [GeneratedRegex(@"^pointwise-quickstart/|\.(png|npy|json|onnx)$", RegexOptions.CultureInvariant)]
    private static partial Regex PathWord();
}
