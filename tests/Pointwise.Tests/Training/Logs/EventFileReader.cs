using System.Buffers.Binary;
using Pointwise.Formats;
using Xunit;

namespace Pointwise.Tests.Training.Logs;

/// <summary>Reads event files back: framing and sums are checked, messages taken apart by protobuf's rules.</summary>
internal static class EventFileReader
{
    public sealed record Event(byte[] Bytes, double WallTime, long Step, string? Version, string? Tag, float Value, int SessionStatus);

    public static List<Event> Read(byte[] file)
    {
        var events = new List<Event>();
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
            Assert.Equal(RecordStream.Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            byte[] record = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(RecordStream.Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            events.Add(Parse(record));
            at += 16 + length;
        }

        return events;
    }

    private static Event Parse(byte[] record)
    {
        Dictionary<int, object> fields = Fields(record);
        (string? tag, float value) = (null, 0);
        if (fields.TryGetValue(5, out object? summary))
        {
            Dictionary<int, object> scalar = Fields((byte[])Fields((byte[])summary)[1]);
            tag = System.Text.Encoding.UTF8.GetString((byte[])scalar[1]);
            value = BitConverter.UInt32BitsToSingle((uint)scalar[2]);
        }

        int status = fields.TryGetValue(7, out object? session) ? (int)(ulong)Fields((byte[])session)[1] : 0;
        return new Event(record, BitConverter.UInt64BitsToDouble((ulong)fields[1]), (long)(ulong)fields.GetValueOrDefault(2, 0ul),
            fields.TryGetValue(3, out object? version) ? System.Text.Encoding.UTF8.GetString((byte[])version) : null, tag, value, status);
    }

    private static Dictionary<int, object> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new Dictionary<int, object>();
        while (message.Length > 0)
        {
            ulong key = Number(ref message);
            switch (key & 7)
            {
                case 0: fields[(int)(key >> 3)] = Number(ref message); break;
                case 1: fields[(int)(key >> 3)] = BinaryPrimitives.ReadUInt64LittleEndian(message); message = message[8..]; break;
                case 5: fields[(int)(key >> 3)] = BinaryPrimitives.ReadUInt32LittleEndian(message); message = message[4..]; break;
                default:
                    int length = (int)Number(ref message);
                    fields[(int)(key >> 3)] = message[..length].ToArray();
                    message = message[length..];
                    break;
            }
        }

        return fields;
    }

    private static ulong Number(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = message[0];
            message = message[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
    }
}
