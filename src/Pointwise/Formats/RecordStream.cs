using System.Buffers.Binary;
using System.Numerics;

namespace Pointwise.Formats;

/// <summary>
/// TensorFlow's record framing: the length as 64 bits, its masked CRC-32C, the bytes, their masked CRC-32C; little-endian all of it.
/// </summary>
internal static class RecordStream
{
    /// <summary>Bytes in front of a record and behind it.</summary>
    public const int HeadBytes = 12, TailBytes = 4;

    /// <summary>Writes one record.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[HeadBytes], tail = stackalloc byte[TailBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(record));
        stream.Write(head);
        stream.Write(record);
        stream.Write(tail);
    }

    /// <summary>CRC-32C turned by 15 bits and shifted, so that a sum of data that holds sums stays a good one.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte b in bytes) sum = BitOperations.Crc32C(sum, b);
        return BitOperations.RotateRight(~sum, 15) + 0xA282EAD8;
    }
}
