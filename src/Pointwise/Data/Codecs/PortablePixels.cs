using System.Buffers.Binary;
using System.Numerics.Tensors;

namespace Pointwise.Data.Codecs;

/// <summary>The pixels of a Netpbm picture.</summary>
internal static class PortablePixels
{
    /// <exception cref="PointwiseException">There are fewer or more than the header says, or one is above the largest value.</exception>
    public static byte[] Read(string where, PortableHeader header, ref PortableReader reader)
    {
        long left = reader.Rest.Length;
        // as text a value takes a digit, and a space before it that a bitmap may lack
        bool isShort = header.IsText ? left < (header.IsBitmap ? header.Values : 2L * header.Values) : left < header.PixelBytes;
        if (isShort || !header.IsText && left > header.PixelBytes)
        {
            throw DamagedPicture.At(where, reader.Position, isShort ? "ends too early" : "bytes after the end",
                header.IsText ? $"{header.Values} numbers" : $"{header.PixelBytes} bytes of pixels", $"{left} bytes");
        }

        byte[] values = GC.AllocateUninitializedArray<byte>(header.Values);
        if (header.IsText) Text(where, header, ref reader, values);
        else if (header.IsBitmap) Bits(header, reader.Rest, values);
        else if (header.ValueBytes == 2) Wide(where, header, reader, values);
        else Narrow(where, header, reader, values);
        return values;
    }

    private static byte Scaled(int value, int most) => (byte)((value * 510L + most) / (2 * most));

    private static void Text(string where, PortableHeader header, ref PortableReader reader, Span<byte> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = header.IsBitmap ? (byte)(255 * (1 - reader.Bit())) : Scaled(reader.Number("pixel", 0, header.Most), header.Most);
        reader.SkipSpace();
        if (reader.Rest.Length > 0) throw DamagedPicture.At(where, reader.Position, "bytes after the end", $"{values.Length} numbers", "more");
    }

    private static void Bits(PortableHeader header, ReadOnlySpan<byte> bytes, Span<byte> values)
    {
        int stride = (header.Width + 7) / 8;
        for (int y = 0; y < header.Height; y++)
        {
            Span<byte> row = values.Slice(y * header.Width, header.Width);
            PackedSamples.Unpack(bytes.Slice(y * stride, stride), 1, row);
            // 0 is white: 0 - 1 is 255, and 1 - 1 is 0
            TensorPrimitives.Subtract(row, (byte)1, row);
        }
    }

    private static void Narrow(string where, PortableHeader header, PortableReader reader, Span<byte> values)
    {
        ReadOnlySpan<byte> bytes = reader.Rest;
        int most = header.Most;
        if (most == 255)
        {
            bytes.CopyTo(values);
            return;
        }

        if (TensorPrimitives.Max(bytes) > most)
        {
            int at = 0;
            while (bytes[at] <= most) at++;
            throw Above(where, reader.Position + at, most, bytes[at]);
        }

        Span<byte> scaled = stackalloc byte[256];
        for (int v = 0; v <= most; v++) scaled[v] = Scaled(v, most);
        for (int i = 0; i < values.Length; i++) values[i] = scaled[bytes[i]];
    }

    private static void Wide(string where, PortableHeader header, PortableReader reader, Span<byte> values)
    {
        ReadOnlySpan<byte> bytes = reader.Rest;
        for (int i = 0; i < values.Length; i++)
        {
            int value = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
            if (value > header.Most) throw Above(where, reader.Position + 2 * i, header.Most, value);
            values[i] = Scaled(value, header.Most);
        }
    }

    private static PointwiseException Above(string where, int at, int most, int value) =>
        DamagedPicture.At(where, at, "pixel above the largest value", $"0 to {most}", $"{value}");
}
