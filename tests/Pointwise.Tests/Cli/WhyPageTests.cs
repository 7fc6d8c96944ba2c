using Pointwise.Data;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands of docs/why.md, one after the other as printed, on what a short quickstart leaves behind.</summary>
public sealed class WhyPageTests : IDisposable
{
    private const string Folder = "pointwise-quickstart";
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Commands_OfThePage_WorkOneAfterTheOther()
    {
        Assert.Equal(0, CommandLine.Run("quickstart", "--out", temporary.File(Folder), "--pictures", "200", "--epochs", "1").ExitCode);
        string[] commands = [.. PageCommands.Of("why.md").Where(c => c.Contains(Folder, StringComparison.Ordinal))];
        Assert.True(commands.Length >= 5, "the page's commands are not found");
        foreach (string command in commands)
        {
            CommandLine run = CommandLine.Run([.. command.Split(' ').Select(Placed)]);
            Assert.True(run.ExitCode == 0, $"{command}\n{run.Error}");
            Assert.NotEmpty(run.Out);
        }

        Assert.True(PictureFile.Load(temporary.File("rings.png")).Width >= 224);
        Assert.StartsWith("<?xml", File.ReadAllText(temporary.File("branches.svg")), StringComparison.Ordinal);
    }

    private string Placed(string word) => word.StartsWith(Folder, StringComparison.Ordinal) || word is "rings.png" or "branches.svg" ? temporary.File(word) : word;
}
