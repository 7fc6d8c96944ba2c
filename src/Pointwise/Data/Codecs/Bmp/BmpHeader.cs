using System.Buffers.Binary;

namespace Pointwise.Data.Codecs.Bmp;

/// <summary>What the headers of a bitmap say, checked against the file's length.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="IsTopDown">Whether the first row is the topmost; in most bitmaps it is the lowest.</param>
/// <param name="Bits">Of a pixel: 1, 4, 8, 16, 24 or 32.</param>
/// <param name="Compression">How pixels are stored.</param>
/// <param name="Masks">Bits of red, green, blue, alpha in a word of 16 or 32 bits.</param>
/// <param name="Palette">Where the palette begins.</param>
/// <param name="PaletteEntryBytes">Of a colour in it: 3 or 4, blue first.</param>
/// <param name="Colours">Of the palette.</param>
/// <param name="Pixels">Where the pixels begin.</param>
internal sealed record BmpHeader(int Width, int Height, bool IsTopDown, int Bits, BmpCompression Compression, (uint Red, uint Green, uint Blue, uint Alpha) Masks,
    int Palette, int PaletteEntryBytes, int Colours, int Pixels)
{
    private const int FileHeader = 14, CoreHeader = 12, InfoHeader = 40;

    public bool HasPalette => Bits <= 8;

    public bool HasRuns => Compression is BmpCompression.Runs4 or BmpCompression.Runs8;

    /// <summary>Bytes from one row to the next: whole words of 32 bits.</summary>
    public int Stride => (int)(((long)Width * Bits + 31) / 32 * 4);

    /// <summary>Bytes of a row without what fills its last word.</summary>
    public int RowBytes => (int)(((long)Width * Bits + 7) / 8);

    /// <exception cref="PointwiseException">It is damaged, of an unsupported kind, or beyond the limits.</exception>
    public static BmpHeader Read(string where, ReadOnlySpan<byte> file, Limits limits)
    {
        if (file.Length < FileHeader + CoreHeader) throw DamagedPicture.At(where, file.Length, "ends too early", $"{FileHeader + CoreHeader} bytes of header", $"{file.Length}");
        uint size = Word(file, FileHeader);
        if (size is not (CoreHeader or InfoHeader or 52 or 56 or 64 or 108 or 124))
            throw DamagedPicture.At(where, FileHeader, "unsupported header", "one of 12, 40, 52, 56, 64, 108 or 124 bytes", $"{size}");
        if (file.Length < FileHeader + size) throw DamagedPicture.At(where, file.Length, "ends too early", $"a header of {size} bytes", $"{file.Length - FileHeader}");
        bool isCore = size == CoreHeader;
        long width = isCore ? Half(file, 18) : (int)Word(file, 18), height = isCore ? Half(file, 20) : (int)Word(file, 22);
        bool isTopDown = height < 0;
        PictureExtent.Check(where, width, Math.Abs(height), limits);
        int bits = Half(file, isCore ? 24 : 28);
        var compression = isCore ? BmpCompression.None : (BmpCompression)Word(file, 30);
        CheckKind(where, bits, compression, isTopDown, size);
        (var masks, int behind) = ReadMasks(where, file, bits, compression, (int)size);
        uint pixels = Word(file, 10);
        if (pixels < behind || pixels > file.Length)
            throw DamagedPicture.At(where, 10, "pixels outside the file", $"a start from {behind} to {file.Length}", $"{pixels}");
        int entry = isCore ? 3 : 4, colours = bits <= 8 ? Count(where, isCore ? 0 : Word(file, 46), bits, ((int)pixels - behind) / entry) : 0;
        var header = new BmpHeader((int)width, (int)Math.Abs(height), isTopDown, bits, compression, masks, behind, entry, colours, (int)pixels);
        long needed = (header.Height - 1L) * header.Stride + header.RowBytes, left = file.Length - pixels;
        if (!header.HasRuns && left < needed) throw DamagedPicture.At(where, pixels, "ends too early", $"{needed} bytes of pixels", $"{left}");
        return header;
    }

    private static void CheckKind(string where, int bits, BmpCompression compression, bool isTopDown, uint size)
    {
        bool known = compression switch
        {
            BmpCompression.None => bits is 1 or 4 or 8 or 16 or 24 or 32,
            BmpCompression.Runs8 => bits == 8 && !isTopDown,
            BmpCompression.Runs4 => bits == 4 && !isTopDown,
            BmpCompression.Masks or BmpCompression.AlphaMasks => bits is 16 or 32 && size != 64,
            _ => false,
        };
        if (known) return;
        throw DamagedPicture.At(where, FileHeader, "unsupported kind of bitmap", "1, 4, 8, 16, 24 or 32 bits as they are, 4 or 8 bits in runs from below, 16 or 32 bits with masks",
            $"{bits} bits, {(Enum.IsDefined(compression) ? $"{compression}" : $"compression {(uint)compression}")}{(isTopDown ? ", the first row topmost" : "")}");
    }

    /// <summary>The masks, and the byte behind them and the header.</summary>
    private static ((uint Red, uint Green, uint Blue, uint Alpha) Masks, int Behind) ReadMasks(string where, ReadOnlySpan<byte> file, int bits, BmpCompression compression, int size)
    {
        const int At = FileHeader + InfoHeader;
        int behind = FileHeader + size;
        if (compression is not (BmpCompression.Masks or BmpCompression.AlphaMasks))
            return (bits == 16 ? (0x7C00u, 0x03E0u, 0x001Fu, 0u) : (0x00FF0000u, 0x0000FF00u, 0x000000FFu, 0u), behind);
        if (size == InfoHeader) behind += compression == BmpCompression.Masks ? 12 : 16;
        if (behind > file.Length) throw DamagedPicture.At(where, file.Length, "ends too early", "masks of the colours", $"{file.Length - At} bytes");
        uint alpha = behind >= At + 16 ? Word(file, At + 12) : 0;
        foreach (uint mask in (ReadOnlySpan<uint>)[Word(file, At), Word(file, At + 4), Word(file, At + 8), alpha])
        {
            if (!new BmpMask(mask).IsWhole || bits == 16 && mask > ushort.MaxValue)
                throw DamagedPicture.At(where, At, "unsupported masks", "bits side by side within a pixel", $"{mask:X8}");
        }

        return ((Word(file, At), Word(file, At + 4), Word(file, At + 8), alpha), behind);
    }

    private static int Count(string where, uint said, int bits, int room)
    {
        int most = 1 << bits;
        if (said > most) throw DamagedPicture.At(where, 46, "palette too large", $"at most {most} colours", $"{said}");
        int count = Math.Min(said == 0 ? most : (int)said, room);
        return count > 0 ? count : throw DamagedPicture.At(where, 10, "no palette", "colours between header and pixels", "none");
    }

    private static uint Word(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private static int Half(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);
}
