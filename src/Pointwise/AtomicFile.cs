namespace Pointwise;

/// <summary>Replaces a file as a whole: whoever opens it finds the old content or the new, whenever the writer is stopped.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a temporary file beside the target, flushes it to the disk and renames it over the target. A link is followed.</summary>
    /// <exception cref="PointwiseException">The file cannot be written; what was there before is unchanged.</exception>
    public static void Write(string path, Action<Stream> write) => Replace(path, (temporary, target) =>
    {
        using var stream = new FileStream(temporary, Options(target));
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Lets a file be made beside the target by its temporary path, and renames it over the target. A link is followed.</summary>
    /// <exception cref="PointwiseException">The file cannot be written; what was there before is unchanged.</exception>
    public static void Replace(string path, Action<string> make) => Replace(path, (temporary, _) =>
    {
        // a place that cannot be written is found here, and told by the target's name
        File.Create(temporary).Dispose();
        make(temporary);
    });

    private static void Replace(string path, Action<string, string> make)
    {
        string? temporary = null;
        try
        {
            string target = Target(path);
            temporary = Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
            make(temporary, target);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e)
        {
            Remove(temporary);
            if (FileProblem.IsOne(e)) throw FileProblem.Writing(path, e);
            throw;
        }
    }

    /// <summary>What the temporary files of a target are called, as a search pattern: left behind only where a writer was killed.</summary>
    public static string TemporaryPattern(string name) => $".{name}.*.tmp";

    private static string Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
    }

    private static FileStreamOptions Options(string target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows() && File.Exists(target)) options.UnixCreateMode = File.GetUnixFileMode(target);
        return options;
    }

    private static void Remove(string? temporary)
    {
        try
        {
            if (temporary is not null) File.Delete(temporary);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            // the error that led here is the one to tell
        }
    }
}
