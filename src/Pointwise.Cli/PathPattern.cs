using System.IO.Enumeration;

namespace Pointwise.Cli;

/// <summary>Names with * and ?, expanded where the shell has not: * and ? within a name, ** for any number of folders.</summary>
internal static class PathPattern
{
    /// <summary>Whether a word has such characters.</summary>
    public static bool IsOne(string word) => word.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The files that a pattern means, in ordinal order; hidden ones only where the pattern's name begins with a dot.</summary>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] names = pattern[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> places = [root];
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            bool last = i == names.Length - 1;
            places = name == "**" ? places.SelectMany(place => last ? FilesBelow(place) : [place, .. FoldersBelow(place)])
                : IsOne(name) ? places.SelectMany(place => Matching(place, name, last))
                : places.Select(place => Path.Combine(place, name)).Where(path => last ? File.Exists(path) : Directory.Exists(path));
        }

        return [.. places.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Matching(string place, string name, bool files) => Entries(place, recursive: false, files)
        .Where(path => Path.GetFileName(path) is var found && found.StartsWith('.') == name.StartsWith('.') && FileSystemName.MatchesSimpleExpression(name, found, ignoreCase: OperatingSystem.IsWindows()));

    private static IEnumerable<string> FoldersBelow(string place) => Entries(place, recursive: true, files: false);

    private static IEnumerable<string> FilesBelow(string place) => Entries(place, recursive: true, files: true);

    /// <summary>Links to folders are not followed downwards: they may lead in a circle.</summary>
    private static IEnumerable<string> Entries(string place, bool recursive, bool files)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = recursive, IgnoreInaccessible = true, AttributesToSkip = recursive ? FileAttributes.ReparsePoint | FileAttributes.Hidden : 0 };
        string folder = place.Length == 0 ? "." : place;
        if (!Directory.Exists(folder)) return [];
        IEnumerable<string> found = files ? Directory.EnumerateFiles(folder, "*", options) : Directory.EnumerateDirectories(folder, "*", options);
        return place.Length == 0 ? found.Select(path => Path.GetRelativePath(folder, path)) : found;
    }
}
