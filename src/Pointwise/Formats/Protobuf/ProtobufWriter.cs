using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pointwise.Formats.Protobuf;

/// <summary>Writes a protobuf message field by field, in the order of the calls; an inner message is written first, then stored as a field.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public ProtobufWriter Integer(int field, long value)
    {
        Key(field, WireType.Varint);
        Number((ulong)value);
        return this;
    }

    public ProtobufWriter Single(int field, float value)
    {
        Key(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.GetSpan(sizeof(float)), value);
        bytes.Advance(sizeof(float));
        return this;
    }

    public ProtobufWriter Double(int field, double value)
    {
        Key(field, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.GetSpan(sizeof(double)), value);
        bytes.Advance(sizeof(double));
        return this;
    }

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Head(field, value.Length);
        bytes.Write(value);
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.Written);

    /// <summary>All fields of another message, as fields of this one.</summary>
    public ProtobufWriter Fields(ProtobufWriter message)
    {
        bytes.Write(message.Written);
        return this;
    }

    /// <summary>The key and the length of a field whose bytes the caller stores behind what is written here.</summary>
    public ProtobufWriter Head(int field, long length)
    {
        Key(field, WireType.Delimited);
        Number((ulong)length);
        return this;
    }

    private void Key(int field, WireType type) => Number(((ulong)field << 3) | (ulong)type);

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Write([(byte)(value | 0x80)]);
        bytes.Write([(byte)value]);
    }
}
