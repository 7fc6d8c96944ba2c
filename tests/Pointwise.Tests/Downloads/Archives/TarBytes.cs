using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Pointwise.Tests.Downloads.Archives;

/// <summary>Tar archives as tests want them, made by .NET's own writer or byte by byte.</summary>
internal sealed class TarBytes
{
    private readonly List<byte> bytes = [];

    /// <summary>An archive of files, each given by name and content.</summary>
    public static byte[] Of(TarEntryFormat format, params (string Name, byte[] Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var writer = new TarWriter(memory, format, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        return memory.ToArray();
    }

    public static byte[] Of(params (string Name, byte[] Content)[] files) => Of(TarEntryFormat.Pax, files);

    public static byte[] Gzip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(content);
        return memory.ToArray();
    }

    /// <summary>Adds an entry whose header says what is given, true or not.</summary>
    public TarBytes Entry(string name, char type, string size, byte[]? content = null)
    {
        var header = new byte[512];
        Encoding.UTF8.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000644\0").CopyTo(header, 100);
        Encoding.Latin1.GetBytes(size.PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes("ustar\00000").CopyTo(header, 257);
        if (type is '1' or '2') Encoding.ASCII.GetBytes("../../target").CopyTo(header, 157);
        header.AsSpan(148, 8).Fill((byte)' ');
        int sum = header.Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        bytes.AddRange(header);
        content ??= [];
        bytes.AddRange(content);
        bytes.AddRange(new byte[-content.Length & 511]);
        return this;
    }

    public TarBytes File(string name, byte[] content) => Entry(name, '0', Convert.ToString(content.Length, 8), content);

    public byte[] End() => [.. bytes.ToArray(), .. new byte[1024]];

    public byte[] WithoutEnd() => bytes.ToArray();
}
