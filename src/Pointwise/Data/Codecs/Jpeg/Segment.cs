using System.Buffers.Binary;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>The bytes that belong to a marker, read in order.</summary>
internal ref struct Segment
{
    private const int LengthBytes = 2;
    private readonly string where;
    private readonly ReadOnlySpan<byte> bytes;
    private int position;

    /// <summary>The segment behind a marker.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="file">The file.</param>
    /// <param name="start">The byte behind the marker, where the length stands.</param>
    public Segment(string where, ReadOnlySpan<byte> file, int start)
    {
        if (file.Length - start < LengthBytes) throw JpegProblem.Cut(where, start, "the length of a segment");
        int length = BinaryPrimitives.ReadUInt16BigEndian(file[start..]);
        if (length < LengthBytes) throw DamagedPicture.At(where, start, "segment without its length", "at least 2", $"{length}");
        if (file.Length - start < length) throw JpegProblem.Cut(where, start, $"a segment of {length} bytes");
        bytes = file.Slice(start, length);
        (this.where, Start, position) = (where, start, LengthBytes);
    }

    /// <summary>The byte where its length stands.</summary>
    public int Start { get; }

    /// <summary>The byte behind it.</summary>
    public readonly int End => Start + bytes.Length;

    /// <summary>The next byte of the file.</summary>
    public readonly int Position => Start + position;

    public readonly int Left => bytes.Length - position;

    public readonly ReadOnlySpan<byte> Rest => bytes[position..];

    public byte Byte() => Bytes(1)[0];

    public int Word() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2));

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (Left < count) throw DamagedPicture.At(where, Position, "segment too short", $"{count} more bytes", $"{Left}");
        position += count;
        return bytes.Slice(position - count, count);
    }
}
