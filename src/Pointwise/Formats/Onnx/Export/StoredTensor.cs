using Pointwise.Formats.Protobuf;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>A tensor of the file that is written: what it says of itself, and its values when they are asked for.</summary>
internal sealed class StoredTensor
{
    private const int Extents = 1, DataType = 2, Name = 8, RawData = 9;
    private const int ChunkFloats = 1 << 18;
    private readonly Action<Stream> write;

    private StoredTensor(string name, OnnxType type, Shape shape, Action<Stream> write)
    {
        this.write = write;
        type.TryStored(out ElementType stored);
        Message = new ProtobufWriter();
        foreach (int extent in shape.ToArray()) Message.Integer(Extents, extent);
        Message.Integer(DataType, (long)type).Text(Name, name);
        RawBytes = shape.Elements * stored.Size();
        Message.Head(RawData, RawBytes);
    }

    private ProtobufWriter Message { get; }

    private long RawBytes { get; }

    /// <summary>Bytes of the whole message.</summary>
    public long Length => Message.Written.Length + RawBytes;

    public static StoredTensor Of(string name, Literal literal) => literal.Kind switch
    {
        ElementKind.Float32 => new StoredTensor(name, OnnxType.Float, literal.Shape, stream => WriteFloats(stream, name, ElementType.F32, literal.Floats.AsSpan())),
        ElementKind.Int64 => new StoredTensor(name, OnnxType.Int64, literal.Shape, stream => stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(literal.Integers.AsSpan()))),
        _ => new StoredTensor(name, OnnxType.Bool, literal.Shape, stream => stream.Write([.. literal.Integers.Select(v => (byte)v)])),
    };

    public static StoredTensor Of(string name, Tensor tensor, Shape shape, bool half) =>
        new(name, half ? OnnxType.Float16 : OnnxType.Float, shape, stream => WriteFloats(stream, name, half ? ElementType.F16 : ElementType.F32, tensor.ToChannelsFirst()));

    /// <summary>Writes the message.</summary>
    public void Write(Stream stream)
    {
        stream.Write(Message.Written);
        write(stream);
    }

    private static void WriteFloats(Stream stream, string name, ElementType type, ReadOnlySpan<float> values)
    {
        for (int done = 0; done < values.Length; done += ChunkFloats)
        {
            ReadOnlySpan<float> part = values.Slice(done, Math.Min(ChunkFloats, values.Length - done));
            byte[] bytes = ElementConversion.Write(type, part);
            if (type == ElementType.F16) ElementConversion.RequireFit(name, type, part, bytes);
            stream.Write(bytes);
        }
    }
}
