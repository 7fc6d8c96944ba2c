using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>
/// Writes safetensors files: metadata first in ordinal order, then tensors by falling size of their elements and name, so that all are aligned
/// and the same content gives the same bytes, whatever the order it was added in.
/// </summary>
internal sealed class SafetensorsWriter
{
    private const int Alignment = 8;
    private const int ChunkFloats = 1 << 18;
    private readonly SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Source> tensors = new(StringComparer.Ordinal);

    /// <summary>Adds free text.</summary>
    /// <exception cref="PointwiseException">The key is taken, or is not text.</exception>
    public SafetensorsWriter Metadata(string key, string value)
    {
        WholeText.Require("metadata", key);
        WholeText.Require($"metadata {key}", value);
        if (!metadata.TryAdd(key, value)) throw Taken("metadata", key);
        return this;
    }

    /// <summary>Adds a tensor of floats, stored as F32, F16 or BF16. It is read when the file is written.</summary>
    /// <exception cref="PointwiseException">The name is taken, or is not text.</exception>
    public SafetensorsWriter Add(string name, Tensor tensor, ElementType type = ElementType.F32) =>
        Add(name, type, tensor.Shape, stream => WriteFloats(stream, name, type, tensor.ToChannelsFirst()));

    /// <summary>Adds a tensor of any kind from its bytes: little-endian, row-major in spoken order.</summary>
    /// <exception cref="PointwiseException">The name is taken, or is not text, or the bytes do not fill the shape.</exception>
    public SafetensorsWriter Add(string name, ElementType type, Shape shape, byte[] bytes)
    {
        if (bytes.Length != shape.Elements * type.Size())
            throw new PointwiseException($"tensor {name}", "bytes do not fill the shape", $"{shape.Elements * type.Size()} bytes for {shape} of {type}", $"{bytes.Length}", "give every element");
        return Add(name, type, shape, stream => stream.Write(bytes));
    }

    /// <summary>Writes the file as a whole, or leaves the old one.</summary>
    /// <exception cref="PointwiseException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the file's bytes.</summary>
    public void Write(Stream stream)
    {
        KeyValuePair<string, Source>[] inOrder = [.. tensors.OrderByDescending(t => t.Value.Type).ThenBy(t => t.Key, StringComparer.Ordinal)];
        byte[] header = Header(inOrder);
        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Source source) in inOrder) source.Write(stream);
    }

    private byte[] Header(KeyValuePair<string, Source>[] inOrder)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach ((string key, string value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((string name, Source source) in inOrder) WriteEntry(json, name, source, ref offset);
            json.WriteEndObject();
        }

        while (bytes.WrittenCount % Alignment != 0) bytes.Write(" "u8);
        if (bytes.WrittenCount > Limits.Default.HeaderBytes)
            throw new PointwiseException("safetensors header", "header too large", $"at most {Limits.Default.HeaderBytes} bytes", $"{bytes.WrittenCount}", "store less metadata or fewer tensors");
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Source source, ref long offset)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", source.Type.ToString());
        json.WriteShape(source.Shape);
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        offset += source.Shape.Elements * source.Type.Size();
        json.WriteNumberValue(offset);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private SafetensorsWriter Add(string name, ElementType type, Shape shape, Action<Stream> write)
    {
        WholeText.Require("tensor name", name);
        if (name == SafetensorsHeader.MetadataKey || !tensors.TryAdd(name, new Source(type, shape, write))) throw Taken("tensor", name);
        return this;
    }

    private static void WriteFloats(Stream stream, string name, ElementType type, ReadOnlySpan<float> values)
    {
        for (int done = 0; done < values.Length; done += ChunkFloats)
        {
            ReadOnlySpan<float> part = values.Slice(done, Math.Min(ChunkFloats, values.Length - done));
            byte[] bytes = ElementConversion.Write(type, part);
            if (type != ElementType.F32) ElementConversion.RequireFit(name, type, part, bytes);
            stream.Write(bytes);
        }
    }

    private static PointwiseException Taken(string kind, string name) =>
        new($"{kind} {name}", "name taken", $"a name of its own for every {kind}", name, "rename one");

    private sealed record Source(ElementType Type, Shape Shape, Action<Stream> Write);
}
