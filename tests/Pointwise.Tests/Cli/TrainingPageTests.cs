using System.Text.RegularExpressions;
using Pointwise.Tests.Cli.Runs;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands of docs/training.md, one after the other as printed, on a few small pictures and for two epochs at most.</summary>
public sealed partial class TrainingPageTests : IDisposable
{
    private readonly PictureFolder folder = new(0);

    public TrainingPageTests()
    {
        foreach (string part in (string[])["train", "val"])
        {
            for (int i = 0; i < 10; i++)
            {
                folder.Add($"flowers/{part}/{(i % 2 == 0 ? "daisy" : "roses")}/{i}.png", 20, i % 2, (ulong)(i + part.Length * 100));
                folder.Add($"birds/{part}/{(i % 2 == 0 ? "robin" : "wren")}/{i}.png", 20, i % 2, (ulong)(i + part.Length * 200));
            }
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Commands_OfThePage_WorkOneAfterTheOther()
    {
        string[] commands = PageCommands.Of("training.md");
        Assert.True(commands.Length >= 12, "the page's commands are not found");
        foreach (string command in commands)
        {
            CommandLine run = CommandLine.Run([.. Shortened(command.Split(' '))]);
            Assert.True(run.ExitCode == 0, $"{command}\n{run.Error}");
        }

        Assert.True(File.Exists(folder.File("runs/flowers/model.safetensors")));
    }

    private IEnumerable<string> Shortened(string[] words)
    {
        for (int i = 0; i < words.Length; i++)
            yield return i > 0 && words[i - 1] == "--epochs" ? "2" : PathWord().IsMatch(words[i]) ? folder.File(words[i]) : words[i];
        if (words[0] == "train" && !words.Contains("--epochs") && !words.Contains("--config"))
        {
            yield return "--epochs";
            yield return "1";
        }
    }

    [GeneratedRegex(@"^(flowers|birds|runs)(/|$)|\.(safetensors|yaml)$", RegexOptions.CultureInvariant)]
    private static partial Regex PathWord();
}
