using System.Buffers.Binary;

namespace Pointwise.Formats.Torch;

/// <summary>Sizes and place of a file of a zip archive, the large ones from the extra field that holds 64 bits.</summary>
internal readonly struct Zip64Sizes
{
    private const int Zip64Id = 1;

    /// <param name="extra">The extra fields.</param>
    /// <param name="whole">The size unpacked.</param>
    /// <param name="packed">The size as it lies.</param>
    /// <param name="header">Where the file's header lies.</param>
    public Zip64Sizes(ReadOnlySpan<byte> extra, uint whole, uint packed, uint header)
    {
        ReadOnlySpan<byte> large = Find(extra);
        Whole = Take(ref large, whole);
        Packed = Take(ref large, packed);
        Header = Take(ref large, header);
    }

    /// <summary>Bytes unpacked.</summary>
    public long Whole { get; }

    /// <summary>Bytes as they lie in the archive.</summary>
    public long Packed { get; }

    /// <summary>Where the file's header lies.</summary>
    public long Header { get; }

    /// <summary>A number as it is, or where it is all ones, the next of 64 bits; -1 where that is missing.</summary>
    private static long Take(ref ReadOnlySpan<byte> large, uint given)
    {
        if (given != uint.MaxValue) return given;
        if (large.Length < 8) return -1;
        long value = BinaryPrimitives.ReadInt64LittleEndian(large);
        large = large[8..];
        return value;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra), length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            extra = extra[4..];
            if (length > extra.Length) return [];
            if (id == Zip64Id) return extra[..length];
            extra = extra[length..];
        }

        return [];
    }
}
