using Pointwise.Data;
using Pointwise.Data.Sets;

namespace Pointwise.Cli;

/// <summary>The pictures that words of a command line mean: files, folders with all that lies in them, patterns, @lists of paths, - for standard input.</summary>
internal static class PictureArguments
{
    private const string StandardInput = "-";

    /// <summary>What the words mean, in their order. Folders are listed now, pictures opened when their turn comes.</summary>
    /// <param name="words">The words.</param>
    /// <param name="limits">How much is believed.</param>
    /// <exception cref="PointwiseException">A folder or list cannot be read, or a word means nothing.</exception>
    public static IReadOnlyList<PictureSource> Read(IEnumerable<string> words, Limits limits) => [.. words.SelectMany(word => Read(word, limits))];

    /// <summary>The one picture that a word means.</summary>
    /// <param name="word">The word.</param>
    /// <param name="limits">How much is believed.</param>
    /// <exception cref="PointwiseException">A folder or list cannot be read, or the word means nothing, or several pictures.</exception>
    public static PictureSource One(string word, Limits limits)
    {
        PictureSource[] all = [.. Read(word, limits)];
        return all.Length == 1 ? all[0] : throw new PointwiseException(word, "not one picture", "one picture", $"{all.Length}", "name one of them");
    }

    private static IEnumerable<PictureSource> Read(string word, Limits limits)
    {
        if (word == StandardInput) return [new PictureSource(StandardInput, () => FromStandardInput(limits))];
        if (File.Exists(word)) return [PictureSource.File(word, limits)];
        if (Directory.Exists(word)) return Files(InFolder(word, limits), limits);
        if (word.StartsWith('@')) return Files(InList(word[1..], limits), limits);
        if (!PathPattern.IsOne(word)) return [PictureSource.File(word, limits)];
        IReadOnlyList<string> matching = PathPattern.Expand(word);
        return matching.Count > 0 ? Files(matching, limits) : throw new PointwiseException(word, "no such files", "a pattern that some file matches", "none", "check the pattern; ** stands for any folders");
    }

    private static IEnumerable<PictureSource> Files(IEnumerable<string> paths, Limits limits) => paths.Select(path => PictureSource.File(path, limits));

    private static List<string> InFolder(string folder, Limits limits)
    {
        var scan = new FolderScan(folder, limits, new SkippedFiles());
        return scan.Add("") > 0 ? [.. scan.Paths.Select(path => Path.Combine(folder, path))]
            : throw new PointwiseException(folder, "no pictures", "a folder with pictures, at any depth", "none", "check the path, and that the files are pictures");
    }

    private static string[] InList(string list, Limits limits)
    {
        try
        {
            long bytes = new FileInfo(list).Length;
            if (bytes > limits.PictureListBytes)
                throw new PointwiseException(list, "too large", $"at most {limits.PictureListBytes:N0} bytes", $"{bytes:N0}", "part it into several lists");
            return [.. File.ReadLines(list).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(list, e);
        }
    }

    private static Picture FromStandardInput(Limits limits)
    {
        using Stream input = Console.OpenStandardInput();
        return PictureFile.Read("standard input", input, limits);
    }
}
