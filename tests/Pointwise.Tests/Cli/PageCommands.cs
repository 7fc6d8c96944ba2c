using System.Text.RegularExpressions;

namespace Pointwise.Tests.Cli;

/// <summary>The commands that a page of docs/ shows, in its order, without the program's name.</summary>
internal static partial class PageCommands
{
    public static string[] Of(string page)
    {
        string text = File.ReadAllText(Path.Combine(TestData.Repository, "docs", page)).ReplaceLineEndings("\n");
        return [.. Command().Matches(text).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex(@"^(?:\$ )?pointwise (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}
