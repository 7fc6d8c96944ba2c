using System.Buffers.Binary;

namespace Pointwise.Data.Codecs.Bmp;

/// <summary>
/// Windows' and OS/2's bitmaps: palettes of 1, 4 and 8 bits, the latter two also in runs; 16 and 32 bits with masks; 24 bits. Pictures have colours,
/// and alpha where a mask says so; what a mask has fewer or more than 8 bits of is exactly rounded.
/// </summary>
internal sealed class BmpDecoder : IPictureDecoder
{
    public string Format => "BMP";

    /// <summary>By its name and a length of its header below 256: a text may begin with BM too.</summary>
    public bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith("BM"u8) && file.Length >= 16 && file[15] == 0;

    public Picture Decode(string where, ReadOnlyMemory<byte> file, DecodeOptions options)
    {
        BmpHeader header = BmpHeader.Read(where, file.Span, options.Limits);
        return header.HasPalette ? Painted(where, header, file.Span) : Masked(header, file.Span);
    }

    private static Picture Painted(string where, BmpHeader header, ReadOnlySpan<byte> file)
    {
        var colours = new ColourTable(file.Slice(header.Palette, header.Colours * header.PaletteEntryBytes), header.PaletteEntryBytes, blueFirst: true);
        // once without a picture, so that a bad file costs no memory
        Paint(where, header, file, colours, []);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(header.Height * header.Width * 3));
        Paint(where, header, file, colours, pixels);
        return new Picture(header.Height, header.Width, 3, pixels);
    }

    private static void Paint(string where, BmpHeader header, ReadOnlySpan<byte> file, ColourTable colours, Span<byte> pixels)
    {
        var runs = new BmpRuns(where, file, header);
        var row = new byte[header.Width];
        for (int i = 0; i < header.Height; i++)
        {
            if (header.HasRuns) runs.Row(row, isLast: i == header.Height - 1);
            else PackedSamples.Unpack(file.Slice(header.Pixels + i * header.Stride, header.RowBytes), header.Bits, row);
            int y = header.IsTopDown ? i : header.Height - 1 - i;
            if (pixels.IsEmpty) colours.Check(where, y, row);
            else colours.Paint(row, pixels.Slice(y * header.Width * 3, header.Width * 3), 3);
        }
    }

    private static Picture Masked(BmpHeader header, ReadOnlySpan<byte> file)
    {
        int channels = header.Masks.Alpha != 0 ? 4 : 3, bytes = header.Width * channels;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(header.Height * bytes));
        PixelOrder? order = Order(header);
        for (int i = 0; i < header.Height; i++)
        {
            ReadOnlySpan<byte> row = file.Slice(header.Pixels + i * header.Stride, header.RowBytes);
            Span<byte> target = pixels.AsSpan((header.IsTopDown ? i : header.Height - 1 - i) * bytes, bytes);
            if (order is { } known) known.Copy(row, target);
            else Unmask(header, row, target, channels);
        }

        return new Picture(header.Height, header.Width, channels, pixels);
    }

    /// <summary>The order of whole bytes, where the masks are such and there is no alpha.</summary>
    private static PixelOrder? Order(BmpHeader header) => header.Bits switch
    {
        24 => PixelOrder.Bgr,
        32 when header.Masks == (0x00FF0000, 0x0000FF00, 0x000000FF, 0) => PixelOrder.Bgra,
        32 when header.Masks == (0x000000FF, 0x0000FF00, 0x00FF0000, 0) => PixelOrder.Rgba,
        _ => null,
    };

    private static void Unmask(BmpHeader header, ReadOnlySpan<byte> row, Span<byte> target, int channels)
    {
        BmpMask red = new(header.Masks.Red), green = new(header.Masks.Green), blue = new(header.Masks.Blue), alpha = new(header.Masks.Alpha);
        int step = header.Bits / 8;
        for (int from = 0, to = 0; from < row.Length; from += step, to += channels)
        {
            uint word = step == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(row[from..]) : BinaryPrimitives.ReadUInt32LittleEndian(row[from..]);
            (target[to], target[to + 1], target[to + 2]) = (red.Of(word), green.Of(word), blue.Of(word));
            if (channels == 4) target[to + 3] = alpha.Of(word);
        }
    }
}
