namespace Pointwise.Data.Sets;

/// <summary>What lies directly in a folder, in ordinal order of names, without what no data set means.</summary>
/// <param name="Folders">Folders, and links to folders.</param>
/// <param name="Files">Files that may be pictures.</param>
internal sealed record FolderContent(IReadOnlyList<FileSystemInfo> Folders, IReadOnlyList<FileSystemInfo> Files)
{
    private static readonly HashSet<string> OtherEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".txt", ".md", ".rst", ".pdf", ".doc", ".docx", ".html", ".htm", ".css", ".js", ".json", ".jsonl", ".xml", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".csv", ".tsv", ".xls", ".xlsx",
        ".log", ".db", ".sqlite", ".py", ".ipynb", ".sh", ".bat", ".m", ".cs", ".r", ".npy", ".npz", ".mat", ".h5", ".hdf5", ".pkl", ".pt", ".pth", ".onnx", ".safetensors", ".tfrecord", ".bin",
        ".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".mp4", ".avi", ".mov", ".mp3", ".wav",
    };

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="skipped">Takes what is passed over.</param>
    /// <exception cref="PointwiseException">It cannot be listed.</exception>
    public static FolderContent Of(string folder, SkippedFiles skipped)
    {
        List<FileSystemInfo> folders = [], files = [];
        try
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                bool isFolder = (entry.Attributes & FileAttributes.Directory) != 0;
                if (Reason(entry.Name, isFolder, (entry.Attributes & FileAttributes.Hidden) != 0) is { } reason) skipped.Add(reason, Path.Combine(folder, Printable(entry.Name)));
                else (isFolder ? folders : files).Add(entry);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bool missing = e is DirectoryNotFoundException;
            throw new PointwiseException(folder, missing ? "no such folder" : "cannot be listed", "a folder of pictures", missing ? "nothing" : e.Message.ReplaceLineEndings(" "), "check the path and its permissions", e);
        }

        folders.Sort(ByName);
        files.Sort(ByName);
        return new FolderContent(folders, files);
    }

    /// <summary>The same of a folder of which only a hint is wanted: nothing where it cannot be listed.</summary>
    public static FolderContent Glance(string? folder)
    {
        try
        {
            return folder is null ? new FolderContent([], []) : Of(folder, new SkippedFiles());
        }
        catch (PointwiseException)
        {
            return new FolderContent([], []);
        }
    }

    /// <summary>Why something is passed over: what it counts among; null where it is not.</summary>
    public static string? Reason(string name, bool isFolder, bool hidden)
    {
        if (name.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0) return "names with control characters";
        hidden |= name[0] == '.';
        if (isFolder) return hidden || name == "__MACOSX" ? "hidden folders" : null;
        string ending = Path.GetExtension(name);
        return hidden ? "hidden files" : OtherEndings.Contains(ending) ? $"{ending.ToLowerInvariant()} files" : IsNotice(name) ? "notices" : null;
    }

    /// <summary>A name that may be printed.</summary>
    public static string Printable(string name) => string.Concat(name.Select(c => c < ' ' ? '?' : c));

    private static bool IsNotice(string name) => name is "LICENSE" or "LICENCE" or "README" or "COPYING" or "NOTICE" or "AUTHORS" or "CHANGELOG" or "Makefile";

    private static int ByName(FileSystemInfo a, FileSystemInfo b) => string.CompareOrdinal(a.Name, b.Name);
}
