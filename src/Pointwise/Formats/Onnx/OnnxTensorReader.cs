using Pointwise.Formats.Protobuf;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx;

/// <summary>Reads what a tensor says of itself (TensorProto) and finds its values, which must fill its shape.</summary>
internal sealed class OnnxTensorReader(ProtobufReader reader, ByteSource source, ExternalData external, Limits limits)
{
    private const int FloatData = 4, Int32Data = 5, TextData = 6, Int64Data = 7, RawData = 9, DoubleData = 10, UInt64Data = 11;

    /// <summary>Reads the message of a stretch; the reader then stands behind it.</summary>
    /// <exception cref="PointwiseException">Its parts do not fit each other.</exception>
    public OnnxTensor Read(Extent message)
    {
        string name = "";
        long type = 0, location = 0, typed = 0;
        int typedField = 0;
        Extent? raw = null;
        var extents = new List<long>();
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Next(message.End))
        {
            switch (reader.Field)
            {
                case 1: reader.Integers(extents, Shape.MaxRank, nameof(Shape.MaxRank)); break;
                case 2: type = reader.Integer(); break;
                case 3: throw Wrong(name, "a whole tensor", "a segment of one");
                case 8: name = reader.Text(limits.OnnxTextBytes, nameof(Limits.OnnxTextBytes)); break;
                case RawData: raw = reader.Bytes(); break;
                case 13: Add(pairs, reader.Message()); break;
                case 14: location = reader.Integer(); break;
                case FloatData or Int32Data or TextData or Int64Data or DoubleData or UInt64Data:
                    if (typedField != 0 && typedField != reader.Field) throw Wrong(name, "values in one field", $"some in field {typedField}, some in field {reader.Field}");
                    typedField = reader.Field;
                    typed += CountValues();
                    break;
                default: reader.Skip(); break;
            }
        }

        OnnxType element = type is > 0 and <= int.MaxValue ? (OnnxType)(int)type : OnnxType.Undefined;
        if (!element.TryStored(out ElementType stored)) throw Wrong(name, "a type of floats, whole numbers or truths", element.ToText());
        Shape shape = ShapeOf(name, extents);
        var tensor = new OnnxTensor(name, element, shape, source, message, typedField);
        if (location == 1)
        {
            if (raw is not null || typed > 0) throw Wrong(name, "values here or in a file beside it", "both");
            (ByteSource beside, Extent values) = external.Find(name, pairs, shape.Elements * stored.Size());
            return tensor with { Source = beside, Values = values, TypedField = 0 };
        }

        if (raw is not null && typed > 0) throw Wrong(name, "raw or typed values", "both");
        if (typed > 0 || raw is null && shape.Elements > 0)
        {
            if (typed != shape.Elements) throw Wrong(name, $"{shape.Elements} values for {shape}", $"{typed}");
            if (typedField != FieldOf(stored)) throw Wrong(name, $"values of {element.ToText()} in field {FieldOf(stored)}", $"in field {typedField}");
            return tensor;
        }

        Extent bytes = raw ?? new Extent(message.End, 0);
        if (bytes.Length != shape.Elements * stored.Size()) throw Wrong(name, $"{shape.Elements * stored.Size()} bytes for {shape} of {element.ToText()}", $"{bytes.Length}");
        return tensor with { Values = bytes, TypedField = 0 };
    }

    /// <summary>Reads a key and its value (StringStringEntryProto) up to an offset.</summary>
    public (string Key, string Value) ReadPair(long end)
    {
        string key = "", value = "";
        while (reader.Next(end))
        {
            if (reader.Field == 1) key = reader.Text(limits.OnnxTextBytes, nameof(Limits.OnnxTextBytes));
            else if (reader.Field == 2) value = reader.Text(limits.OnnxTextBytes, nameof(Limits.OnnxTextBytes));
            else reader.Skip();
        }

        return (key, value);
    }

    private void Add(Dictionary<string, string> pairs, long end)
    {
        (string key, string value) = ReadPair(end);
        if (pairs.Count == limits.Attributes) throw reader.Wrong(reader.Position, $"at most {limits.Attributes} entries (limit {nameof(Limits.Attributes)})", "more");
        pairs[key] = value;
    }

    private long CountValues()
    {
        if (reader.Type != WireType.Delimited || reader.Field == TextData)
        {
            reader.Skip();
            return 1;
        }

        int width = reader.Field == FloatData ? sizeof(float) : reader.Field == DoubleData ? sizeof(double) : 0;
        Extent packed = reader.Bytes();
        return width > 0 ? packed.Length / width : reader.CountPacked(packed);
    }

    private Shape ShapeOf(string name, List<long> extents)
    {
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        long elements = 1;
        for (int i = 0; i < extents.Count; i++)
        {
            if (extents[i] < 0) throw Wrong(name, "extents from 0", $"extent {i} is {extents[i]}");
            if (extents[i] > int.MaxValue || (elements *= extents[i]) >= limits.TensorElements)
                throw Wrong(name, $"extents up to {int.MaxValue}, fewer than {limits.TensorElements} elements (limit {nameof(Limits.TensorElements)})", $"extent {i} is {extents[i]}");
            sizes[i] = (int)extents[i];
        }

        return new Shape(sizes[..extents.Count]);
    }

    private static int FieldOf(ElementType stored) => stored switch
    {
        ElementType.F32 => FloatData,
        ElementType.F64 => DoubleData,
        ElementType.I64 => Int64Data,
        ElementType.U32 or ElementType.U64 => UInt64Data,
        _ => Int32Data,
    };

    private PointwiseException Wrong(string name, string expected, string found) =>
        new($"{source.Name}: tensor {JsonCursor.Shorten(name)}", "not a valid tensor", expected, found, "get the file anew, or write it again: the tensor is damaged");
}
