using System.Text.RegularExpressions;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands of docs/classifying.md, one after the other as printed, on what a short quickstart leaves behind.</summary>
public sealed partial class ClassifyingPageTests : IDisposable
{
    private const string Folder = "pointwise-quickstart";
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Commands_OfThePage_WorkOneAfterTheOther()
    {
        Assert.Equal(0, CommandLine.Run("quickstart", "--out", temporary.File(Folder), "--pictures", "200", "--epochs", "1").ExitCode);
        string[] commands = PageCommands.Of("classifying.md");
        Assert.True(commands.Length >= 10, "the page's commands are not found");
        foreach (string command in commands)
        {
            CommandLine run = CommandLine.Run([.. command.Split(' ').Select(Placed)]);
            Assert.True(run.ExitCode == 0, $"{command}\n{run.Error}");
            Assert.NotEmpty(run.Out);
        }

        Assert.Contains("<h1>tiny-inception.safetensors on pictures validation</h1>", File.ReadAllText(temporary.File("eval.html")), StringComparison.Ordinal);
    }

    private string Placed(string word) => word.Trim('"') is var path && PathWord().IsMatch(path) ? temporary.File(path) : path;

    [GeneratedRegex(@"^(pointwise-quickstart/|eval\.html$)", RegexOptions.CultureInvariant)]
    private static partial Regex PathWord();
}
