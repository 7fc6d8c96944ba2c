using System.Collections.Immutable;
using Pointwise.Downloads.Archives;

namespace Pointwise.Data.Sets;

/// <summary>A picture of an archive.</summary>
/// <param name="Name">The archive, a colon, and the path in it.</param>
/// <param name="Part">train, validation or test where a folder or the archive's name says so, else null.</param>
/// <param name="Class">The folder that holds it.</param>
/// <param name="Bytes">Its file.</param>
internal sealed record TarPicture(string Name, string? Part, string Class, byte[] Bytes);

/// <summary>The pictures of an archive, in ordinal order of paths.</summary>
internal sealed record TarPictures(IReadOnlyList<TarPicture> Pictures, ImmutableArray<string> Classes, ImmutableArray<string> Notes)
{
    private const long LeastKept = 64 << 20, LeastUnpacked = 256 << 20;

    /// <summary>Reads an archive. At most 4 times its bytes (or 64 MiB) are kept and 16 times (or 256 MiB) unpacked.</summary>
    /// <exception cref="PointwiseException">It cannot be read, is damaged, too large, or has no folders of pictures.</exception>
    public static TarPictures Read(string path, Limits limits)
    {
        var skipped = new SkippedFiles();
        List<(string[] Words, byte[] Bytes)> files;
        try
        {
            files = ReadFiles(path, limits, skipped);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PointwiseException(path, "cannot be read", "a tar archive, plain or gzipped", e.Message.ReplaceLineEndings(" "), "check the path and its permissions", e);
        }

        if (files.Count == 0) throw new PointwiseException(path, "no pictures", "an archive with one folder a class", "no file that may be a picture", "check that it is the right archive");
        files.Sort((a, b) => Compare(a.Words, b.Words));
        int depth = SharedFolders(files);
        string? outer = files[0].Words.Take(depth).Select(PartNames.Of).LastOrDefault(part => part is not null) ?? PartNames.Within(Path.GetFileName(path));
        bool inParts = files.TrueForAll(f => f.Words.Length > depth + 2 && PartNames.Of(f.Words[depth]) is not null);
        List<TarPicture> pictures = [];
        foreach ((string[] words, byte[] bytes) in files)
        {
            int at = inParts ? depth + 1 : depth;
            if (words.Length < at + 2) skipped.Add("files beside the class folders", string.Join('/', words));
            else pictures.Add(new TarPicture($"{path}:{string.Join('/', words)}", inParts ? PartNames.Of(words[depth]) : outer, words[at], bytes));
        }

        ImmutableArray<string> classes = [.. pictures.Select(p => p.Class).Distinct().Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
            throw new PointwiseException(path, classes.Length == 1 ? "a single class" : "pictures without classes", "an archive with one folder a class, at least two", classes.Length == 1 ? $"one folder, {classes[0]}" : $"{files.Count:N0} files and no folders", "pack folders of pictures, one a class");
        return new TarPictures(pictures, classes, skipped.Notes);
    }

    private static List<(string[] Words, byte[] Bytes)> ReadFiles(string path, Limits limits, SkippedFiles skipped)
    {
        long length = new FileInfo(path).Length, left = Math.Max(LeastKept, 4 * length);
        using var tar = new TarReader(path, new ArchiveLimits(Math.Max(LeastUnpacked, 16 * length), limits.ArchiveEntries));
        List<(string[] Words, byte[] Bytes)> files = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (tar.Next(out TarEntry entry))
        {
            if (entry.Kind == EntryKind.Folder) continue;
            string name = FolderContent.Printable(entry.Name);
            string[] words = [.. name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(w => w != ".")];
            string? reason = entry.Kind != EntryKind.File ? "links and devices" : words.Length == 0 || words.Contains("..") ? "names that lead outside" : Reason(words);
            if (reason is not null)
            {
                skipped.Add(reason, name);
                continue;
            }

            string where = $"{path}:{name}";
            if (!names.Add(string.Join('/', words))) throw new PointwiseException(where, "the same name twice", "every picture once", "a second entry of this name", "pack the folder again");
            if (entry.Size > limits.PictureBytes)
                throw new PointwiseException(where, "too large", $"at most {limits.PictureBytes:N0} bytes", $"{entry.Size:N0}", $"use a smaller picture, or raise {nameof(Limits)}.{nameof(Limits.PictureBytes)}");
            if ((left -= entry.Size) < 0)
                throw new PointwiseException(where, "unpacks to too much", $"pictures of at most {Math.Max(LeastKept, 4 * length):N0} bytes", "more", "unpack the archive and name the folder");
            if (files.Count == limits.DataSetPictures)
                throw new PointwiseException(where, "too many pictures", $"at most {limits.DataSetPictures:N0}", "more", $"raise {nameof(Limits)}.{nameof(Limits.DataSetPictures)}");
            files.Add((words, ReadFile(tar, entry.Size)));
        }

        return files;
    }

    /// <summary>Memory grows with what is really there, not with what the header claims.</summary>
    private static byte[] ReadFile(TarReader tar, long size)
    {
        var bytes = new byte[Math.Min(size, 1 << 20)];
        int read = 0;
        while (true)
        {
            read += tar.Read(bytes.AsSpan(read));
            if (read == size) return bytes;
            Array.Resize(ref bytes, (int)Math.Min(size, 2L * bytes.Length));
        }
    }

    private static string? Reason(string[] words) =>
        words.SkipLast(1).Any(w => FolderContent.Reason(w, isFolder: true, hidden: false) is not null) ? "hidden folders" : FolderContent.Reason(words[^1], isFolder: false, hidden: false);

    /// <summary>How many outer folders all files share, at most so many that a class folder is left.</summary>
    private static int SharedFolders(List<(string[] Words, byte[] Bytes)> files)
    {
        int depth = 0;
        while (files.TrueForAll(f => f.Words.Length > depth + 2 && f.Words[depth] == files[0].Words[depth])) depth++;
        return depth;
    }

    private static int Compare(string[] a, string[] b)
    {
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (string.CompareOrdinal(a[i], b[i]) is not 0 and int order) return order;
        }

        return a.Length.CompareTo(b.Length);
    }
}
