using System.Buffers.Binary;
using System.IO.Compression;

namespace Pointwise.Data;

/// <summary>
/// An IDX file of unsigned bytes, plain or gzipped, as MNIST comes: bytes 0, 0, 8 and the number of extents, the extents as
/// big-endian integers, then the values. Memory grows with what is really there, not with what the header claims.
/// </summary>
internal static class IdxFile
{
    private const int MaxBytes = 1 << 30;
    private const int FirstChunk = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="rank">How many extents it must have.</param>
    /// <exception cref="PointwiseException">It cannot be read, or is no whole IDX file of that rank.</exception>
    public static (int[] Extents, byte[] Values) Read(string path, int rank)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using Stream content = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            int[] extents = ReadHeader(path, content, rank);
            byte[] values = ReadValues(path, content, Size(path, extents), 4 + 4 * rank);
            return (extents, values);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new PointwiseException(path, "cannot be read", "an IDX file, plain or gzipped", e.Message, "check the path, or fetch the file again", e);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip;
    }

    private static int[] ReadHeader(string path, Stream content, int rank)
    {
        Span<byte> magic = stackalloc byte[4];
        int read = content.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        if (read < 4) throw Truncated(path, "a header of 4 bytes", read);
        if (magic[0] != 0 || magic[1] != 0 || magic[2] != 8)
            throw new PointwiseException($"{path}: byte 0", "not an IDX file of unsigned bytes", "00 00 08", Convert.ToHexString(magic[..3]), "name MNIST's own files");
        if (magic[3] != rank)
            throw new PointwiseException($"{path}: byte 3", "wrong number of extents", $"{rank}", $"{magic[3]}", "check that pictures and labels are not exchanged");
        Span<byte> bytes = stackalloc byte[4];
        var extents = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            read = content.ReadAtLeast(bytes, 4, throwOnEndOfStream: false);
            if (read < 4) throw Truncated(path, $"a header of {4 + 4 * rank} bytes", 4 + 4 * i + read);
            extents[i] = BinaryPrimitives.ReadInt32BigEndian(bytes);
        }

        return extents;
    }

    private static int Size(string path, int[] extents)
    {
        long size = 1;
        foreach (int extent in extents)
        {
            if (extent < 1)
                throw new PointwiseException($"{path}: byte 4", "impossible extent", "every extent 1 or more", string.Join(" x ", extents), "fetch the file again");
            size *= extent;
            if (size > MaxBytes)
                throw new PointwiseException($"{path}: byte 4", "too large", $"at most {MaxBytes} values", string.Join(" x ", extents), "use a smaller set");
        }

        return (int)size;
    }

    private static byte[] ReadValues(string path, Stream content, int size, int header)
    {
        byte[] values = new byte[Math.Min(size, FirstChunk)];
        int read = 0;
        while (true)
        {
            read += content.ReadAtLeast(values.AsSpan(read), values.Length - read, throwOnEndOfStream: false);
            if (read < values.Length) throw Truncated(path, $"{header + (long)size} bytes", header + (long)read);
            if (read == size) break;
            Array.Resize(ref values, (int)Math.Min(size, 2L * values.Length));
        }

        if (content.ReadByte() >= 0)
            throw new PointwiseException($"{path}: byte {header + (long)size}", "bytes after the end", $"{header + (long)size} bytes", "more", "fetch the file again");
        return values;
    }

    private static PointwiseException Truncated(string path, string expected, long found) =>
        new($"{path}: byte {found}", "ends too early", expected, $"{found} bytes", "fetch the file again");
}
