using System.Collections.Immutable;
using Pointwise.Formats.Protobuf;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx;

/// <summary>Reads what a graph's input or output says of itself (ValueInfoProto).</summary>
internal static class PortReader
{
    /// <summary>Reads the message that ends at an offset.</summary>
    public static OnnxPort Read(ProtobufReader reader, long end, Limits limits)
    {
        string name = "";
        var type = OnnxType.Undefined;
        ImmutableArray<OnnxExtent>? extents = null;
        while (reader.Next(end))
        {
            if (reader.Field == 1) name = reader.Text(limits.OnnxTextBytes, nameof(Limits.OnnxTextBytes));
            else if (reader.Field == 2) (type, extents) = ReadType(reader, reader.Message(), limits);
            else reader.Skip();
        }

        return new OnnxPort(name, type, extents);
    }

    private static (OnnxType, ImmutableArray<OnnxExtent>?) ReadType(ProtobufReader reader, long end, Limits limits)
    {
        (OnnxType, ImmutableArray<OnnxExtent>?) read = (OnnxType.Undefined, null);
        while (reader.Next(end))
        {
            if (reader.Field == 1) read = ReadTensorType(reader, reader.Message(), limits);
            else reader.Skip();
        }

        return read;
    }

    private static (OnnxType, ImmutableArray<OnnxExtent>?) ReadTensorType(ProtobufReader reader, long end, Limits limits)
    {
        var type = OnnxType.Undefined;
        ImmutableArray<OnnxExtent>? extents = null;
        while (reader.Next(end))
        {
            if (reader.Field == 1) type = (OnnxType)(int)Math.Clamp(reader.Integer(), 0, int.MaxValue);
            else if (reader.Field == 2) extents = ReadShape(reader, reader.Message(), limits);
            else reader.Skip();
        }

        return (type, extents);
    }

    private static ImmutableArray<OnnxExtent> ReadShape(ProtobufReader reader, long end, Limits limits)
    {
        var extents = ImmutableArray.CreateBuilder<OnnxExtent>();
        while (reader.Next(end))
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            if (extents.Count == Shape.MaxRank) throw reader.Wrong(reader.Position, $"at most {Shape.MaxRank} extents", "more");
            extents.Add(ReadExtent(reader, reader.Message(), limits));
        }

        return extents.ToImmutable();
    }

    private static OnnxExtent ReadExtent(ProtobufReader reader, long end, Limits limits)
    {
        long? value = null;
        string parameter = "";
        while (reader.Next(end))
        {
            if (reader.Field == 1) value = reader.Integer();
            else if (reader.Field == 2) parameter = reader.Text(limits.OnnxTextBytes, nameof(Limits.OnnxTextBytes));
            else reader.Skip();
        }

        return new OnnxExtent(value, parameter);
    }
}
