using Pointwise.Formats.Protobuf;

namespace Pointwise.Formats;

/// <summary>TensorBoard's Event messages in protobuf's encoding: the few fields that scalars need.</summary>
internal static class EventMessage
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;
    private const int SummaryValue = 1, Tag = 1, SimpleValue = 2, SessionStatus = 1;

    /// <summary>The first message of a file.</summary>
    public static byte[] Version(double wallTime) => Event(wallTime, 0, FileVersion, "brain.Event:2"u8);

    /// <summary>Says that a run begins at a step: what older files have of this step and later ones no longer counts.</summary>
    public static byte[] SessionStart(double wallTime, long step) =>
        Event(wallTime, step, SessionLog, new ProtobufWriter().Integer(SessionStatus, 1).Written);

    /// <summary>One number under a tag.</summary>
    public static byte[] Scalar(double wallTime, long step, string tag, float value)
    {
        ProtobufWriter number = new ProtobufWriter().Text(Tag, tag).Single(SimpleValue, value);
        return Event(wallTime, step, Summary, new ProtobufWriter().Message(SummaryValue, number).Written);
    }

    private static byte[] Event(double wallTime, long step, int field, ReadOnlySpan<byte> content)
    {
        ProtobufWriter message = new ProtobufWriter().Double(WallTime, wallTime);
        if (step != 0) message.Integer(Step, step);
        return message.Bytes(field, content).Written.ToArray();
    }
}
