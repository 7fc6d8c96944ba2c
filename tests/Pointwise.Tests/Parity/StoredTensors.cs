using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pointwise.Tests.Parity;

/// <summary>Reads the references' safetensors files by their definition alone, independent of the product's reader.</summary>
internal sealed class StoredTensors
{
    private readonly byte[] bytes;
    private readonly int start;
    private readonly JsonElement header;

    public StoredTensors(string path)
    {
        bytes = File.ReadAllBytes(path);
        start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        header = JsonDocument.Parse(bytes.AsMemory(8, start - 8)).RootElement;
    }

    public IEnumerable<string> Names => header.EnumerateObject().Select(p => p.Name).Where(n => n != "__metadata__");

    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(Data(name)).ToArray();

    public long[] Integers(string name) => MemoryMarshal.Cast<byte, long>(Data(name)).ToArray();

    private ReadOnlySpan<byte> Data(string name)
    {
        JsonElement offsets = header.GetProperty(name).GetProperty("data_offsets");
        (int from, int to) = (offsets[0].GetInt32(), offsets[1].GetInt32());
        return bytes.AsSpan(start + from, to - from);
    }
}
