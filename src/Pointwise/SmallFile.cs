namespace Pointwise;

/// <summary>Files that are read as a whole because they are small.</summary>
internal static class SmallFile
{
    /// <summary>All bytes, whatever length the file system tells: devices and pipes tell none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Bytes that it may hold.</param>
    /// <returns>The bytes; null where there are more.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[]? Read(string path, long most)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > most) return null;
        }

        return bytes.ToArray();
    }
}
