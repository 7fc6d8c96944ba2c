using System.Buffers.Binary;
using System.Text;

namespace Pointwise.Formats.Torch;

/// <summary>
/// The directory of a zip archive, read without believing it: names that leave the archive, names given twice and files that share bytes are
/// refused, and so are sizes of which directory and file tell different things. Nothing is unpacked; what is stored is read where it lies.
/// </summary>
internal static class ZipDirectory
{
    /// <summary>What a file of an archive begins with.</summary>
    public const uint FileSignature = 0x04034B50;

    /// <summary>Bytes of a file's own header, before its name.</summary>
    public const int FileBytes = 30;

    private const uint EntrySignature = 0x02014B50;
    private const int EntryBytes = 46;
    private const int EncryptedFlag = 1;
    private const int SizesFollowFlag = 8;

    /// <summary>Reads the directory of a stream that can seek.</summary>
    /// <exception cref="PointwiseException">There is none, or it is not to be believed.</exception>
    public static IReadOnlyList<ZipEntry> Read(Stream stream, string path, Limits limits)
    {
        ZipEnd end = ZipEnd.Find(stream, path);
        if (end.Entries > limits.Tensors + 1024L)
            throw new PointwiseException(path, "archive of too many files", $"at most {limits.Tensors + 1024L} (limit {nameof(Limits.Tensors)})", $"{end.Entries}", "split the file, or raise the limit");
        if (end.Length > limits.HeaderBytes)
            throw new PointwiseException(path, "archive's directory too large", $"at most {limits.HeaderBytes} bytes (limit {nameof(Limits.HeaderBytes)})", $"{end.Length}", "get the file anew: it is damaged");
        var directory = new byte[end.Length];
        stream.Position = end.Start;
        stream.ReadExactly(directory);
        var entries = new List<ZipEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int at = 0; at < directory.Length;)
        {
            ZipEntry entry = Entry(directory, ref at, end.Start, stream, path);
            if (!names.Add(entry.Name)) throw Bad(path, entry.Name, "is in the archive twice", "every name once", "the name again");
            entries.Add(entry);
        }

        if (entries.Count != end.Entries) throw new PointwiseException(path, "archive's directory is damaged", $"{end.Entries} files", $"{entries.Count}", "get the file anew");
        CheckApart(entries, end.Start, path);
        return entries;
    }

    private static ZipEntry Entry(byte[] directory, ref int at, long directoryStart, Stream stream, string path)
    {
        ReadOnlySpan<byte> bytes = directory.AsSpan(at);
        if (bytes.Length < EntryBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != EntrySignature) throw Damaged(path, directoryStart + at);
        int flags = U16(bytes, 8), method = U16(bytes, 10), nameBytes = U16(bytes, 28), extraBytes = U16(bytes, 30), commentBytes = U16(bytes, 32);
        if (bytes.Length < EntryBytes + nameBytes + extraBytes + commentBytes) throw Damaged(path, directoryStart + at);
        string name = Encoding.UTF8.GetString(bytes.Slice(EntryBytes, nameBytes));
        if (!IsWithin(name)) throw Bad(path, name, "has a name that leaves the archive", "a path without .., drive or root", JsonCursor.Shorten(name));
        if ((flags & EncryptedFlag) != 0) throw Bad(path, name, "is encrypted", "a file without a password", "one with");
        var sizes = new Zip64Sizes(bytes.Slice(EntryBytes + nameBytes, extraBytes), U32(bytes, 24), U32(bytes, 20), U32(bytes, 42));
        if (sizes.Header < 0 || sizes.Packed < 0 || sizes.Whole < 0 || sizes.Header > directoryStart - FileBytes) throw Damaged(path, directoryStart + at);
        if (method == 0 && sizes.Packed != sizes.Whole) throw Bad(path, name, "has two sizes", $"{sizes.Whole} bytes, stored as they are", $"{sizes.Packed}");
        at += EntryBytes + nameBytes + extraBytes + commentBytes;
        long start = FileStart(stream, path, name, sizes, method, directoryStart);
        if (sizes.Packed > directoryStart - start) throw Bad(path, name, "runs into the archive's directory", $"at most {Math.Max(0, directoryStart - start)} bytes", $"{sizes.Packed}");
        return new ZipEntry(name, method == 0, sizes.Header, start, sizes.Packed);
    }

    /// <summary>Where a file's bytes begin, its own header having told the same as the directory.</summary>
    private static long FileStart(Stream stream, string path, string name, Zip64Sizes sizes, int method, long directoryStart)
    {
        Span<byte> header = stackalloc byte[FileBytes];
        stream.Position = sizes.Header;
        stream.ReadExactly(header);
        int nameBytes = U16(header, 26), extraBytes = U16(header, 28);
        if (U32(header, 0) != FileSignature || U16(header, 8) != method) throw Bad(path, name, "has a header that tells another thing than the directory", "the same", $"another at byte {sizes.Header}");
        if (nameBytes + extraBytes > directoryStart - sizes.Header - FileBytes) throw Bad(path, name, "runs into the archive's directory", $"a header before byte {directoryStart}", $"one of {nameBytes + extraBytes} bytes more from byte {sizes.Header}");
        var rest = new byte[nameBytes + extraBytes];
        stream.ReadExactly(rest);
        string own = Encoding.UTF8.GetString(rest, 0, nameBytes);
        if (own != name) throw Bad(path, name, "has another name in its own header", JsonCursor.Shorten(name), JsonCursor.Shorten(own));
        long start = sizes.Header + FileBytes + rest.Length;
        if ((U16(header, 6) & SizesFollowFlag) != 0) return start;
        var owned = new Zip64Sizes(rest.AsSpan(nameBytes), U32(header, 22), U32(header, 18), 0);
        if (owned.Packed != sizes.Packed || owned.Whole != sizes.Whole) throw Bad(path, name, "has another size in its own header", $"{sizes.Packed} bytes", $"{owned.Packed}");
        return start;
    }

    private static void CheckApart(List<ZipEntry> entries, long directoryStart, string path)
    {
        long free = 0;
        foreach (ZipEntry entry in entries.OrderBy(e => e.Header))
        {
            if (entry.Header < free) throw Bad(path, entry.Name, "shares bytes with another", $"a file from byte {free} on", $"from byte {entry.Header}");
            free = entry.End;
        }

        if (free > directoryStart) throw Damaged(path, directoryStart);
    }

    /// <summary>Whether a name stays below the archive's own folder, on every system.</summary>
    private static bool IsWithin(string name) => name.Length > 0 && name[0] != '/' && !name.AsSpan().ContainsAny('\\', ':', '\0') && !name.Split('/').Contains("..");

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static PointwiseException Damaged(string path, long at) =>
        new($"{path}: byte {at}", "archive's directory is damaged", "an entry that fits the archive", "something else", "get the file anew: it is not complete, or no PyTorch checkpoint");

    private static PointwiseException Bad(string path, string name, string problem, string expected, string found) =>
        new($"{path}: {JsonCursor.Shorten(name)}", $"a file of the archive {problem}", expected, found, "get the file from whoever made it: torch.save does not write this");
}
