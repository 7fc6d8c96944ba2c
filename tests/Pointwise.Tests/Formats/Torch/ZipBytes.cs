using System.Text;

namespace Pointwise.Tests.Formats.Torch;

/// <summary>A file of an archive, and what is told of it.</summary>
internal sealed record ZipPart(string Name, byte[] Data)
{
    public ushort Method { get; init; }

    public ushort Flags { get; init; }

    /// <summary>What its own header calls it.</summary>
    public string? OwnName { get; init; }

    /// <summary>What the directory says of its size.</summary>
    public uint? Size { get; init; }

    /// <summary>What the directory says of its size unpacked.</summary>
    public uint? Unpacked { get; init; }

    /// <summary>Where the directory says that it lies.</summary>
    public uint? Header { get; init; }

    /// <summary>Bytes behind its name in its own header, which align its data.</summary>
    public byte[] Extra { get; init; } = [];
}

/// <summary>Zip archives byte by byte, wrong ones too.</summary>
internal static class ZipBytes
{
    public static byte[] Of(params IEnumerable<ZipPart> parts) => Of([.. parts], null, "");

    public static byte[] Of(ZipPart[] parts, ushort? entries, string comment)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var places = new List<uint>();
        foreach (ZipPart part in parts)
        {
            places.Add((uint)bytes.Position);
            byte[] name = Encoding.UTF8.GetBytes(part.OwnName ?? part.Name);
            writer.Write(0x04034B50);
            Common(writer, part, (uint)part.Data.Length, (uint)part.Data.Length);
            writer.Write((ushort)name.Length);
            writer.Write((ushort)part.Extra.Length);
            writer.Write(name);
            writer.Write(part.Extra);
            writer.Write(part.Data);
        }

        uint start = (uint)bytes.Position;
        for (int i = 0; i < parts.Length; i++)
        {
            byte[] name = Encoding.UTF8.GetBytes(parts[i].Name);
            writer.Write(0x02014B50);
            writer.Write((ushort)0);
            Common(writer, parts[i], parts[i].Size ?? (uint)parts[i].Data.Length, parts[i].Unpacked ?? parts[i].Size ?? (uint)parts[i].Data.Length);
            writer.Write((ushort)name.Length);
            writer.Write(new byte[12]);
            writer.Write(parts[i].Header ?? places[i]);
            writer.Write(name);
        }

        uint end = (uint)bytes.Position;
        writer.Write(0x06054B50);
        writer.Write(0);
        writer.Write(entries ?? (ushort)parts.Length);
        writer.Write(entries ?? (ushort)parts.Length);
        writer.Write(end - start);
        writer.Write(start);
        writer.Write((ushort)comment.Length);
        writer.Write(Encoding.ASCII.GetBytes(comment));
        writer.Flush();
        return bytes.ToArray();
    }

    private static void Common(BinaryWriter writer, ZipPart part, uint packed, uint unpacked)
    {
        writer.Write((ushort)20);
        writer.Write(part.Flags);
        writer.Write(part.Method);
        writer.Write(0);
        writer.Write(0);
        writer.Write(packed);
        writer.Write(unpacked);
    }
}
