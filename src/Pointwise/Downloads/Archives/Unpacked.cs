namespace Pointwise.Downloads.Archives;

/// <summary>A folder that is being filled from an archive beside the place where it is to stand, and put there when it is whole.</summary>
internal sealed class Unpacked : IDisposable
{
    private const int Block = 1 << 16;
    private readonly string archive, folder, temporary;
    private readonly ArchiveLimits limits;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly byte[] block = new byte[Block];
    private long written;

    /// <param name="archive">The archive, for errors.</param>
    /// <param name="folder">Where it is to stand; nothing may be there yet.</param>
    /// <param name="limits">How much of it is believed.</param>
    public Unpacked(string archive, string folder, ArchiveLimits limits)
    {
        (this.archive, this.limits, this.folder) = (archive, limits, Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        temporary = Path.Combine(Path.GetDirectoryName(this.folder)!, $".{Path.GetFileName(this.folder)}.{Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(temporary);
    }

    /// <summary>Adds a folder.</summary>
    public void AddFolder(string name)
    {
        if (Words(name) is { Length: > 0 } words) Directory.CreateDirectory(Path.Combine([temporary, .. words]));
    }

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="read">Reads on in its content; 0 at its end.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="PointwiseException">Its name leads elsewhere or comes twice, or too much comes out.</exception>
    public void AddFile(string name, Func<byte[], int> read, CancellationToken stop)
    {
        string[] words = Words(name);
        if (words.Length == 0) throw Wrong(name, "a file without a name", "a path below the folder", "none");
        if (!names.Add(string.Join('/', words))) throw Wrong(name, "the same name twice", "every file once", "a second entry of this name");
        if (names.Count > limits.Entries) throw Wrong(name, "too many files", $"at most {limits.Entries:N0}", "more");
        string path = Path.Combine([temporary, .. words]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        for (int count = read(block); count > 0; count = read(block))
        {
            stop.ThrowIfCancellationRequested();
            if ((written += count) > limits.UnpackedBytes) throw Wrong(name, "unpacks to too much", $"at most {limits.UnpackedBytes:N0} bytes in all", "more");
            file.Write(block, 0, count);
        }
    }

    /// <summary>An entry that is neither file nor folder.</summary>
    public PointwiseException Refused(string name, string kind) => Wrong(name, $"{kind} in an archive", "files and folders only", kind);

    /// <summary>Puts the folder in its place; where all lies in one folder, that one.</summary>
    /// <returns>How many files there are.</returns>
    public int Place()
    {
        string from = temporary;
        while (Directory.GetFileSystemEntries(from) is [var only] && Directory.Exists(only)) from = only;
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        Directory.Move(from, folder);
        return names.Count;
    }

    /// <summary>Removes what was not put in place.</summary>
    public void Dispose()
    {
        try
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            // the error that led here is the one to tell
        }
    }

    private string[] Words(string name) =>
        SafeName.Words(name) ?? throw Wrong(name, "a name that leads elsewhere, or that some systems do not take", "a path below the folder", "another");

    private PointwiseException Wrong(string name, string problem, string expected, string found) =>
        new($"{archive}: {Printable(name)}", problem, expected, found, "do not trust this archive; fetch it from where it was made");

    private static string Printable(string name) => string.Concat(name.Take(200).Select(c => char.IsControl(c) ? '?' : c));
}
