using System.Collections.Immutable;

namespace Pointwise.Zoo;

/// <summary>Classes' names in a text file, one a line in the order of the scores.</summary>
internal static class LabelFile
{
    private const int SynsetDigits = 8;

    /// <summary>Reads the names; WordNet's numbers before them, n01440764, are left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It cannot be read, is no text, or a line is empty.</exception>
    public static ImmutableArray<string> Read(string path, Limits limits)
    {
        string[] lines = [.. SmallTextFile.Read(path, limits).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Trim())];
        int empty = Array.FindIndex(lines, line => line.Length == 0);
        if (empty >= 0) throw new PointwiseException(path, "a line without a name", "one name a line", $"line {empty + 1} is empty", "add the name, or remove the line");
        return [.. lines.Select(WithoutSynset)];
    }

    private static string WithoutSynset(string line) =>
        line.Length > SynsetDigits + 1 && line[0] == 'n' && !line.AsSpan(1, SynsetDigits).ContainsAnyExceptInRange('0', '9') && char.IsWhiteSpace(line[SynsetDigits + 1])
            ? line[(SynsetDigits + 1)..].TrimStart()
            : line;
}
