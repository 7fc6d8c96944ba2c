namespace Pointwise.Downloads;

/// <summary>
/// A file on its way: its bytes lie in NAME.part, and NAME.part.from says where they came from and which version they are of, so that a later
/// transfer may go on. One process at a time.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const int MostNoteBytes = 8192;
    private readonly FileStream content;
    private readonly string path, address;

    /// <param name="path">The file that it is to become.</param>
    /// <param name="address">Where it comes from: bytes from elsewhere are thrown away.</param>
    /// <exception cref="PointwiseException">It cannot be opened: another process is fetching it, or the folder may not be written.</exception>
    public PartialFile(string path, Uri address)
    {
        (this.path, this.address) = (path, address.AbsoluteUri);
        try
        {
            content = new FileStream(PathOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(PathOf(path), e);
        }

        Version = content.Length > 0 ? ReadVersion() : null;
        if (Version is null) Restart(null);
        else content.Position = content.Length;
    }

    /// <summary>Bytes that are there.</summary>
    public long Length => content.Length;

    /// <summary>The server's mark of the version that the bytes are of; null where it gave none, and they cannot be added to.</summary>
    public string? Version { get; private set; }

    private string NotePath => $"{PathOf(path)}.from";

    /// <summary>Throws away what is there and begins a version.</summary>
    public void Restart(string? version)
    {
        try
        {
            content.SetLength(0);
            content.Position = 0;
            Version = version;
            if (version is null) File.Delete(NotePath);
            else File.WriteAllLines(NotePath, [address, version]);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(PathOf(path), e);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            content.Write(bytes);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(PathOf(path), e);
        }
    }

    /// <summary>The SHA-256 of what is there.</summary>
    public string Sum()
    {
        content.Position = 0;
        return Checksum.Of(content);
    }

    /// <summary>Puts it where it belongs, whole, over what is there.</summary>
    public void Place()
    {
        try
        {
            content.Flush(flushToDisk: true);
            content.Dispose();
            File.Move(PathOf(path), path, overwrite: true);
            File.Delete(NotePath);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(path, e);
        }
    }

    /// <summary>Removes it.</summary>
    public void Discard()
    {
        Restart(null);
        content.Dispose();
        File.Delete(PathOf(path));
    }

    public void Dispose() => content.Dispose();

    private static string PathOf(string path) => $"{path}.part";

    private string? ReadVersion()
    {
        try
        {
            if (new FileInfo(NotePath) is not { Exists: true, Length: < MostNoteBytes }) return null;
            return File.ReadAllLines(NotePath) is [var from, { Length: > 0 } version] && from == address ? version : null;
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            return null;
        }
    }
}
