using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pointwise.Formats;

/// <summary>TensorBoard's Event messages in protobuf's encoding: the few fields that scalars need.</summary>
internal static class EventMessage
{
    private const byte WallTime = (1 << 3) | Fixed64, Step = 2 << 3, FileVersion = (3 << 3) | Delimited, Summary = (5 << 3) | Delimited, SessionLog = (7 << 3) | Delimited;
    private const byte SummaryValue = (1 << 3) | Delimited, Tag = (1 << 3) | Delimited, SimpleValue = (2 << 3) | Fixed32, SessionStatus = 1 << 3;
    private const int Fixed64 = 1, Delimited = 2, Fixed32 = 5;

    /// <summary>The first message of a file.</summary>
    public static byte[] Version(double wallTime) => Event(wallTime, 0, FileVersion, "brain.Event:2"u8);

    /// <summary>Says that a run begins at a step: what older files have of this step and later ones no longer counts.</summary>
    public static byte[] SessionStart(double wallTime, long step) => Event(wallTime, step, SessionLog, [SessionStatus, 1]);

    /// <summary>One number under a tag.</summary>
    public static byte[] Scalar(double wallTime, long step, string tag, float value)
    {
        byte[] name = Encoding.UTF8.GetBytes(tag);
        var inner = new ArrayBufferWriter<byte>();
        Field(inner, Tag, name);
        inner.Write([SimpleValue]);
        BinaryPrimitives.WriteSingleLittleEndian(inner.GetSpan(4), value);
        inner.Advance(4);
        var summary = new ArrayBufferWriter<byte>();
        Field(summary, SummaryValue, inner.WrittenSpan);
        return Event(wallTime, step, Summary, summary.WrittenSpan);
    }

    private static byte[] Event(double wallTime, long step, byte field, ReadOnlySpan<byte> content)
    {
        var message = new ArrayBufferWriter<byte>();
        message.Write([WallTime]);
        BinaryPrimitives.WriteDoubleLittleEndian(message.GetSpan(8), wallTime);
        message.Advance(8);
        if (step != 0)
        {
            message.Write([Step]);
            Number(message, (ulong)step);
        }

        Field(message, field, content);
        return message.WrittenSpan.ToArray();
    }

    private static void Field(ArrayBufferWriter<byte> to, byte field, ReadOnlySpan<byte> content)
    {
        to.Write([field]);
        Number(to, (ulong)content.Length);
        to.Write(content);
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private static void Number(ArrayBufferWriter<byte> to, ulong value)
    {
        for (; value >= 0x80; value >>= 7) to.Write([(byte)(value | 0x80)]);
        to.Write([(byte)value]);
    }
}
