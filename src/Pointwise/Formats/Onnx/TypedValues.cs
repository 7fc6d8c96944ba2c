using System.Numerics;
using Pointwise.Formats.Protobuf;

namespace Pointwise.Formats.Onnx;

/// <summary>Values that stand in a message's typed field, packed or one by one, read in order.</summary>
internal sealed class TypedValues<T>(ByteSource source, Extent message, int field, ElementType stored)
    where T : unmanaged, INumberBase<T>
{
    private readonly ProtobufReader reader = new(source, message.Offset);
    private long packedEnd;

    public void Read(Span<T> to)
    {
        foreach (ref T value in to) value = Next();
    }

    private T Next()
    {
        while (reader.Position >= packedEnd)
        {
            if (!reader.Next(message.End)) throw reader.Wrong(reader.Position, "another value", "the end of the tensor");
            if (reader.Field != field) reader.Skip();
            else if (reader.Type == WireType.Delimited) packedEnd = reader.Message();
            else return OfBits(Width > 0 ? reader.Bits(Width) : (ulong)reader.Integer());
        }

        return OfBits(Width > 0 ? reader.PackedBits(packedEnd, Width) : (ulong)reader.PackedInteger(packedEnd));
    }

    /// <summary>Bytes of a value; 0 for those of a length of their own.</summary>
    private int Width => stored switch { ElementType.F32 => sizeof(float), ElementType.F64 => sizeof(double), _ => 0 };

    private T OfBits(ulong bits) => stored switch
    {
        ElementType.F32 => T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)bits)),
        ElementType.F64 => T.CreateTruncating(BitConverter.UInt64BitsToDouble(bits)),
        ElementType.F16 => T.CreateTruncating(BitConverter.UInt16BitsToHalf((ushort)bits)),
        ElementType.BF16 => T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        ElementType.BOOL => bits == 0 ? T.Zero : T.One,
        ElementType.U8 => T.CreateTruncating((byte)bits),
        ElementType.I8 => T.CreateTruncating((sbyte)bits),
        ElementType.U16 => T.CreateTruncating((ushort)bits),
        ElementType.I16 => T.CreateTruncating((short)bits),
        ElementType.I32 => T.CreateTruncating((int)bits),
        ElementType.U32 => T.CreateTruncating((uint)bits),
        ElementType.U64 when bits > long.MaxValue => throw reader.Wrong(reader.Position, "values below 2^63", $"{bits}"),
        _ => T.CreateTruncating((long)bits),
    };
}
