using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Pointwise.Formats;

namespace Pointwise.Tests.Formats;

/// <summary>Safetensors files put together by hand, and taken apart by a parser that shares no code with the product's.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, int dataBytes) => Of(Encoding.UTF8.GetBytes(header), dataBytes);

    public static byte[] Of(byte[] header, int dataBytes) => Of((ulong)header.Length, [.. header, .. new byte[dataBytes]]);

    public static byte[] Of(ulong length, byte[] rest)
    {
        var bytes = new byte[8 + rest.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        rest.CopyTo(bytes, 8);
        return bytes;
    }

    public static SafetensorsFile Open(byte[] bytes, Limits? limits = null) => SafetensorsFile.Open(new MemoryStream(bytes), "test", limits);

    public static byte[] Written(SafetensorsWriter writer)
    {
        var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }

    public static (Dictionary<string, string> Metadata, Dictionary<string, (string Type, int[] Shape, byte[] Bytes)> Tensors) TakeApart(byte[] file)
    {
        int length = (int)BitConverter.ToUInt64(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        var metadata = new Dictionary<string, string>();
        var tensors = new Dictionary<string, (string, int[], byte[])>();
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                foreach (JsonProperty pair in entry.Value.EnumerateObject()) metadata.Add(pair.Name, pair.Value.GetString()!);
                continue;
            }

            int[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt32())];
            int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
            tensors.Add(entry.Name, (entry.Value.GetProperty("dtype").GetString()!, shape, file[(8 + length + offsets[0])..(8 + length + offsets[1])]));
        }

        return (metadata, tensors);
    }
}
