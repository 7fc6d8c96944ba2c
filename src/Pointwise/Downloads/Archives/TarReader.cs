using System.IO.Compression;
using System.Text;

namespace Pointwise.Downloads.Archives;

/// <summary>
/// Reads a tar archive, plain or gzipped, from front to back: POSIX ustar and pax, and GNU's long names. Memory does not depend on what headers
/// claim; nothing is interpreted but names, kinds and sizes.
/// </summary>
internal sealed class TarReader : IDisposable
{
    private const int Block = 512;
    private const int MostTextBytes = 1 << 20, MostName = 4096;
    private readonly string where;
    private readonly Stream content;
    private readonly ArchiveLimits limits;
    private readonly byte[] header = new byte[Block];
    private long position;
    private long contentLeft;
    private long padding;
    private int entries;

    /// <param name="path">The archive.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public TarReader(string path, ArchiveLimits limits)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        (where, this.limits, content) = (path, limits, IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    /// <summary>Whether a file begins like a tar archive or like something gzipped.</summary>
    /// <param name="start">Its first 512 bytes, or all of it.</param>
    public static bool Recognises(ReadOnlySpan<byte> start) =>
        start is [0x1F, 0x8B, 8, ..] || (start.Length >= Block && (start.Slice(257, 5).SequenceEqual("ustar"u8) || ChecksumFits(start[..Block])));

    /// <summary>Goes to the next entry, past what was not read of the last.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>False at the archive's end mark.</returns>
    /// <exception cref="PointwiseException">The archive is damaged, cut off, or beyond a limit; the byte is named.</exception>
    public bool Next(out TarEntry entry)
    {
        string? longName = null;
        long? longSize = null;
        while (true)
        {
            Skip(contentLeft + padding);
            (contentLeft, padding) = (0, 0);
            long start = position;
            ReadExactly(header);
            if (!header.AsSpan().ContainsAnyExcept((byte)0))
            {
                entry = default;
                return false;
            }

            if (!ChecksumFits(header)) throw Damaged(start, "no header of an archive's entry", "a header whose checksum fits", "other bytes");
            if (++entries > limits.Entries) throw Damaged(start, "too many entries", $"at most {limits.Entries:N0}", "more");
            long size = Number(header.AsSpan(124, 12), start + 124);
            char type = (char)header[156];
            if (type is 'L' or 'K' or 'x' or 'g' or 'X')
            {
                byte[] text = ReadText(size, start);
                if (type == 'L') longName = Encoding.UTF8.GetString(text).TrimEnd('\0');
                else if (type is 'x' or 'X') (longName, longSize) = Extended(text, start, longName, longSize);
                continue;
            }

            size = longSize ?? size;
            string name = longName ?? Name();
            if (name.Length > MostName) throw Damaged(start, "a name that is too long", $"at most {MostName} characters", $"{name.Length}");
            EntryKind kind = type switch
            {
                '5' => EntryKind.Folder,
                '0' or '\0' or '7' => name.EndsWith('/') ? EntryKind.Folder : EntryKind.File,
                '1' or '2' => EntryKind.Link,
                _ => EntryKind.Special,
            };
            SetContent(kind is EntryKind.Folder or EntryKind.Link ? 0 : size, start);
            entry = new TarEntry(name, kind, contentLeft, start);
            return true;
        }
    }

    /// <summary>Reads on in the entry's content.</summary>
    /// <param name="destination">Where to.</param>
    /// <returns>How many bytes; 0 at its end.</returns>
    public int Read(Span<byte> destination)
    {
        int wanted = (int)Math.Min(destination.Length, contentLeft);
        if (wanted == 0) return 0;
        ReadExactly(destination[..wanted]);
        contentLeft -= wanted;
        return wanted;
    }

    public void Dispose() => content.Dispose();

    private static bool IsGzip(FileStream file)
    {
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip;
    }

    private byte[] ReadText(long size, long start)
    {
        if (size > MostTextBytes) throw Damaged(start + 124, "a name that is too long", $"at most {MostTextBytes:N0} bytes", $"{size:N0}");
        SetContent(size, start);
        var text = new byte[size];
        Read(text);
        return text;
    }

    private void SetContent(long size, long start)
    {
        if (size > limits.UnpackedBytes - position)
            throw Damaged(start + 124, "unpacks to too much", $"at most {limits.UnpackedBytes:N0} bytes in all", $"an entry of {size:N0} bytes after {position:N0}");
        (contentLeft, padding) = (size, -size & (Block - 1));
    }

    /// <summary>pax's records "length key=value\n"; only path and size matter here.</summary>
    private (string? Name, long? Size) Extended(ReadOnlySpan<byte> text, long start, string? name, long? size)
    {
        while (text.Length > 0 && text[0] != 0)
        {
            int space = text.IndexOf((byte)' ');
            if (space < 1 || !int.TryParse(text[..space], out int length) || length < space + 3 || length > text.Length || text[length - 1] != '\n')
                throw Damaged(start + Block, "a damaged record of an extended header", "length key=value", "other bytes");
            ReadOnlySpan<byte> record = text[(space + 1)..(length - 1)];
            if (record.StartsWith("path="u8)) name = Encoding.UTF8.GetString(record[5..]);
            else if (record.StartsWith("size="u8))
                size = long.TryParse(record[5..], out long value) && value >= 0 ? value : throw Damaged(start + Block, "an impossible size", "0 or more", Encoding.UTF8.GetString(record[..Math.Min(40, record.Length)]));
            text = text[length..];
        }

        return (name, size);
    }

    private string Name()
    {
        string name = Text(header.AsSpan(0, 100));
        bool ustar = header.AsSpan(257, 6).SequenceEqual("ustar\0"u8);
        string prefix = ustar ? Text(header.AsSpan(345, 155)) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal digits, or a binary number where the first bit is set (GNU).</summary>
    private long Number(ReadOnlySpan<byte> field, long at)
    {
        long value = 0;
        if (field[0] == 0x80)
        {
            foreach (byte b in field[1..]) value = value < 1L << 54 ? value << 8 | b : throw Damaged(at, "an impossible size", "below 2^54", "more");
            return value;
        }

        foreach (byte b in field)
        {
            if (b is (byte)' ' or 0) continue;
            if (b is < (byte)'0' or > (byte)'7') throw Damaged(at, "an impossible size", "octal digits", Convert.ToHexString(field));
            value = value << 3 | (long)(b - '0');
        }

        return value;
    }

    private static bool ChecksumFits(ReadOnlySpan<byte> header)
    {
        long written = 0;
        int sum = 8 * ' ', signed = 8 * ' ';
        foreach (byte b in header.Slice(148, 8))
            if (b is >= (byte)'0' and <= (byte)'7') written = written << 3 | (long)(b - '0');
        for (int i = 0; i < Block; i++)
        {
            if (i is >= 148 and < 156) continue;
            sum += header[i];
            signed += (sbyte)header[i];
        }

        return written == sum || written == signed;
    }

    private void Skip(long count)
    {
        Span<byte> rest = stackalloc byte[4096];
        for (; count > 0; count -= Math.Min(count, rest.Length)) ReadExactly(rest[..(int)Math.Min(count, rest.Length)]);
    }

    private void ReadExactly(Span<byte> destination)
    {
        if (destination.Length > limits.UnpackedBytes - position)
            throw Damaged(position, "unpacks to too much", $"at most {limits.UnpackedBytes:N0} bytes in all", "more");
        int read;
        try
        {
            read = content.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(position, "damaged", "data that unpack", e.Message.ReplaceLineEndings(" "));
        }

        position += read;
        if (read < destination.Length) throw Damaged(position, "ends too early", "an archive with its end mark", $"{position:N0} bytes, unpacked");
    }

    private PointwiseException Damaged(long at, string problem, string expected, string found) =>
        new($"{where}: unpacked byte {at}", problem, expected, found, "fetch or make the archive again; if it is right, unpack it and name the folder");
}
