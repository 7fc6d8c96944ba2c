using System.Numerics;
using Pointwise.Formats.Protobuf;

namespace Pointwise.Formats.Onnx;

/// <summary>Values that lie as little-endian elements, read in order.</summary>
internal sealed class RawValues<T>(ByteSource source, Extent values, ElementType stored, string place)
    where T : unmanaged, INumberBase<T>
{
    private const int ChunkBytes = 1 << 18;
    private readonly byte[] chunk = new byte[(int)Math.Min(values.Length, ChunkBytes)];
    private long position = values.Offset;

    public void Read(Span<T> to)
    {
        int size = stored.Size();
        while (to.Length > 0)
        {
            int count = Math.Min(to.Length, chunk.Length / size);
            Span<byte> part = chunk.AsSpan(0, count * size);
            source.Read(position, part);
            Convert(part, to[..count]);
            position += part.Length;
            to = to[count..];
        }
    }

    private void Convert(ReadOnlySpan<byte> part, Span<T> to)
    {
        try
        {
            ElementConversion.Read(stored, part, to);
        }
        catch (OverflowException e)
        {
            throw new PointwiseException(place, "a value is too large", "values below 2^63", $"{stored} of 2^63 or more", "store it with a type that holds less", e);
        }
    }
}
