using System.Text.RegularExpressions;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands that a page of the documentation shows, run as printed.</summary>
public partial class DocumentationTests
{
    public static TheoryData<string> Blocks
    {
        get
        {
            string page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "one-by-one.md"));
            return [.. Block().Matches(page.ReplaceLineEndings("\n")).Select(m => m.Groups[1].Value)];
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Command_OfThePage_PrintsWhatThePageShows(string block)
    {
        foreach (string part in block.Split("$ pointwise ", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = part.TrimEnd('\n').Split('\n');
            string[] words = lines[0].Split(' ');
            string printed = Run(words);
            string shown = string.Join('\n', lines.Skip(lines.Length > 1 && lines[1] == "…" ? 2 : 1));
            Assert.EndsWith(shown, printed.TrimEnd('\n'), StringComparison.Ordinal);
        }
    }

    /// <summary>Runs a command; a drawing goes to a temporary file and has to equal the one that lies beside the page.</summary>
    private static string Run(string[] words)
    {
        int svg = Array.IndexOf(words, "--svg") + 1;
        string temporary = Path.GetTempFileName();
        string committed = svg > 0 ? Path.Combine(TestData.Repository, words[svg]) : "";
        try
        {
            if (svg > 0) words[svg] = temporary;
            CommandLine run = CommandLine.Run(words);
            Assert.Equal(0, run.ExitCode);
            if (svg > 0) Assert.Equal(File.ReadAllText(committed), File.ReadAllText(temporary));
            return run.Out;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    [GeneratedRegex(@"```\n(\$ pointwise [^`]+)```", RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
