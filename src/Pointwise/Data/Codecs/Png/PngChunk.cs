using System.Buffers.Binary;

namespace Pointwise.Data.Codecs.Png;

/// <summary>Where one chunk of a file lies.</summary>
/// <param name="Type">Its four letters, the first in the high byte.</param>
/// <param name="Start">The byte of the file where its content begins.</param>
/// <param name="Length">Bytes of its content.</param>
internal readonly record struct PngChunk(uint Type, int Start, int Length)
{
    /// <summary>Bytes of a chunk around its content: length and type before, the check sum behind.</summary>
    public const int Frame = 12;

    public const uint Header = 0x49484452, Palette = 0x504C5445, Data = 0x49444154, End = 0x49454E44, Transparency = 0x74524E53, Exif = 0x65584966;

    private const uint Lower = 0x20;

    /// <summary>Whether a reader that does not know it must give up: its first letter is a capital.</summary>
    public bool IsCritical => (Type >> 24 & Lower) == 0;

    /// <summary>The byte behind its check sum, where the next chunk begins.</summary>
    public int Next => Start + Length + 4;

    public string Name => string.Create(4, Type, static (name, type) =>
    {
        for (int i = 0; i < 4; i++) name[i] = (char)(type >> 24 - 8 * i & 0xFF);
    });

    /// <summary>The chunk that begins at a byte.</summary>
    /// <exception cref="PointwiseException">The file ends within it, or its name is not of letters.</exception>
    public static PngChunk At(string where, ReadOnlySpan<byte> file, int position)
    {
        if (file.Length - position < Frame)
            throw DamagedPicture.At(where, position, "ends too early", "a chunk, the last one IEND", $"{file.Length - position} bytes");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
        ReadOnlySpan<byte> name = file.Slice(position + 4, 4);
        foreach (byte letter in name)
        {
            if (!char.IsAsciiLetter((char)letter))
                throw DamagedPicture.At(where, position + 4, "no chunk", "a name of four letters", $"bytes {Convert.ToHexString(name)}");
        }

        var chunk = new PngChunk(BinaryPrimitives.ReadUInt32BigEndian(name), position + 8, (int)Math.Min(length, int.MaxValue));
        if (length > file.Length - position - Frame)
            throw DamagedPicture.At(where, position, "ends too early", $"{length} bytes of chunk {chunk.Name}", $"{file.Length - position - Frame} bytes");
        return chunk;
    }

    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file) => file.Slice(Start, Length);

    /// <summary>Whether its check sum is that of type and content.</summary>
    public bool IsWhole(ReadOnlySpan<byte> file) => Stored(file) == Counted(file);

    /// <exception cref="PointwiseException">The check sum is not that of type and content.</exception>
    public void Check(string where, ReadOnlySpan<byte> file)
    {
        (uint stored, uint found) = (Stored(file), Counted(file));
        if (stored != found) throw DamagedPicture.At(where, Start - 8, $"chunk {Name} was changed", $"check sum {stored:X8}", $"{found:X8}");
    }

    private uint Stored(ReadOnlySpan<byte> file) => BinaryPrimitives.ReadUInt32BigEndian(file[(Start + Length)..]);

    private uint Counted(ReadOnlySpan<byte> file) => PngCrc.Of(file.Slice(Start - 4, Length + 4));
}
