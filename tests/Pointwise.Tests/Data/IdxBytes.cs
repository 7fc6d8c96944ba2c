using System.Buffers.Binary;
using System.IO.Compression;

namespace Pointwise.Tests.Data;

/// <summary>IDX files as tests write them.</summary>
internal static class IdxBytes
{
    public static byte[] Of(byte[] values, params int[] extents)
    {
        var bytes = new byte[4 + 4 * extents.Length + values.Length];
        (bytes[2], bytes[3]) = (8, (byte)extents.Length);
        for (int i = 0; i < extents.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), extents[i]);
        values.CopyTo(bytes, 4 + 4 * extents.Length);
        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal)) gzip.Write(bytes);
        return memory.ToArray();
    }
}
