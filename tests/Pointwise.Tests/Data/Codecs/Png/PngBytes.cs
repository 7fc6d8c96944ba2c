using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pointwise.Data.Codecs.Png;

namespace Pointwise.Tests.Data.Codecs.Png;

/// <summary>PNGs as tests write them, right or wrong; the check sums are counted bit by bit.</summary>
internal static class PngBytes
{
    public static byte[] Of(int width, int height, int depth, PngColour colour, byte[] filteredRows, bool interlaced = false, params byte[][] before) =>
        File([Header(width, height, depth, (int)colour, interlaced ? 1 : 0), .. before, Chunk("IDAT", Packed(filteredRows)), Chunk("IEND")]);

    public static byte[] File(params byte[][] chunks) => [.. PngFile.Signature, .. chunks.SelectMany(c => c)];

    public static byte[] Header(long width, long height, int depth, int colour, int interlace = 0)
    {
        var bytes = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)width);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)height);
        (bytes[8], bytes[9], bytes[12]) = ((byte)depth, (byte)colour, (byte)interlace);
        return Chunk("IHDR", bytes);
    }

    public static byte[] Chunk(string name, params byte[] content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    public static byte[] Packed(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var packed = new ZLibStream(memory, CompressionLevel.Optimal)) packed.Write(bytes);
        return memory.ToArray();
    }

    /// <summary>Rights the check sum of every chunk that is whole.</summary>
    public static byte[] Mend(byte[] file)
    {
        for (long at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (length > file.Length - at - 12) break;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)(at + 8 + length)), Crc(file.AsSpan((int)at + 4, (int)length + 4)));
            at += 12 + length;
        }

        return file;
    }

    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte b in bytes)
        {
            sum ^= b;
            for (int i = 0; i < 8; i++) sum = (sum & 1) != 0 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
