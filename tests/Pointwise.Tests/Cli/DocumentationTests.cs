using System.Text.RegularExpressions;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands that README.md and a page of the documentation show, run as printed; those that train are left to the tests of their verbs.</summary>
public partial class DocumentationTests
{
    public static TheoryData<string> Blocks
    {
        get
        {
            IEnumerable<string> pages = new[] { "README.md", "docs/one-by-one.md" }.Select(name => File.ReadAllText(Path.Combine(TestData.Repository, name)).ReplaceLineEndings("\n"));
            return [.. pages.SelectMany(page => Block().Matches(page)).Select(m => m.Groups[1].Value)];
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Command_OfThePage_PrintsWhatThePageShows(string block)
    {
        foreach (string part in block.Split("$ pointwise ", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = part[..part.IndexOf('\n', StringComparison.Ordinal)].Split(' ');
            string printed = Run(words), shown = part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            if (shown.Length > 0) Assert.Matches(Pattern(shown), printed);
        }
    }

    /// <summary>What is shown, where a line … stands for lines that are left out.</summary>
    private static string Pattern(string shown) => $@"\A{string.Join(@"(.*\n)+?", shown.Split("…\n").Select(Regex.Escape))}\z";

    /// <summary>Runs a command as if in the checkout's folder; a drawing goes to a temporary file and has to equal the one that lies beside the page.</summary>
    private static string Run(string[] words)
    {
        int svg = Array.IndexOf(words, "--svg") + 1;
        string temporary = Path.GetTempFileName();
        string committed = svg > 0 ? Path.Combine(TestData.Repository, words[svg]) : "";
        try
        {
            if (svg > 0) words[svg] = temporary;
            CommandLine run = CommandLine.Run([.. words.Select(word => word.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(TestData.Repository, word) : word)]);
            Assert.True(run.ExitCode == 0, run.Error);
            if (svg > 0) Assert.Equal(File.ReadAllText(committed), File.ReadAllText(temporary));
            return run.Out;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    [GeneratedRegex(@"```\n(\$ pointwise (?:cost|explain|models|show)\b[^`]+)```", RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
