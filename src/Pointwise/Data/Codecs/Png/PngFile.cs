namespace Pointwise.Data.Codecs.Png;

/// <summary>
/// What the chunks of a PNG say, with the check sums that matter verified and nothing unpacked. Chunks that change no pixel are stepped over:
/// gamma, profiles and texts too, as Pillow does, so that pixels are the file's numbers.
/// </summary>
/// <param name="Where">The picture's name, for errors.</param>
/// <param name="File">The whole file.</param>
/// <param name="Header">Its size and kind.</param>
/// <param name="Palette">Red, green, blue of each colour.</param>
/// <param name="Transparency">The content of tRNS: alphas of a palette's first colours, or the one colour that is transparent.</param>
/// <param name="FirstData">The byte where the first chunk of packed rows begins; the others follow it at once.</param>
/// <param name="Orientation">How the camera was held, as EXIF counts.</param>
internal sealed record PngFile(string Where, ReadOnlyMemory<byte> File, PngHeader Header, ReadOnlyMemory<byte> Palette, ReadOnlyMemory<byte> Transparency, int FirstData, int Orientation)
{
    /// <summary>Deflate packs at best 258 bytes into two bits.</summary>
    private const int MostUnpacked = 1032;

    /// <summary>A byte no text has, the name, and what a transfer as text would change.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="PointwiseException">The file is damaged, beyond the limits, or holds too little for its header.</exception>
    public static PngFile Scan(string where, ReadOnlyMemory<byte> file, Limits limits)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        PngChunk chunk = First(where, bytes);
        PngHeader header = PngHeader.Read(where, chunk.Start, chunk.Content(bytes), limits);
        ReadOnlyMemory<byte> palette = default, transparency = default;
        int firstData = 0, nextData = 0, orientation = ExifOrientation.Upright;
        long packed = 0;
        for (chunk = PngChunk.At(where, bytes, chunk.Next); chunk.Type != PngChunk.End; chunk = PngChunk.At(where, bytes, chunk.Next))
        {
            if (chunk.Type == PngChunk.Data)
            {
                int start = chunk.Start - 8;
                if (firstData == 0) firstData = start;
                else if (start != nextData) throw DamagedPicture.At(where, start, "another chunk stands among those of the rows", "IDAT chunks side by side", "IDAT after others");
                nextData = chunk.Next;
                packed += chunk.Length;
                chunk.Check(where, bytes);
            }
            else if (chunk.Type == PngChunk.Palette && firstData == 0 && palette.IsEmpty)
            {
                chunk.Check(where, bytes);
                if (chunk.Length % 3 != 0 || chunk.Length is 0 or > 768)
                    throw DamagedPicture.At(where, chunk.Start - 8, "no palette", "1 to 256 colours of 3 bytes", $"{chunk.Length} bytes");
                palette = file.Slice(chunk.Start, chunk.Length);
            }
            else if (chunk.Type == PngChunk.Transparency && firstData == 0)
            {
                chunk.Check(where, bytes);
                transparency = Transparent(where, header, chunk, file);
            }
            else if (chunk.Type == PngChunk.Exif && chunk.IsWhole(bytes))
            {
                orientation = ExifOrientation.ReadTiff(chunk.Content(bytes));
            }
            else if (chunk.IsCritical)
            {
                throw chunk.Type is PngChunk.Header or PngChunk.Palette
                    ? DamagedPicture.At(where, chunk.Start - 8, $"{chunk.Name} out of place", "one IHDR, and at most one PLTE before the rows", $"another {chunk.Name}")
                    : DamagedPicture.At(where, chunk.Start - 8, "unsupported chunk", "IHDR, PLTE, IDAT, IEND, and chunks that may be stepped over", chunk.Name);
            }
        }

        chunk.Check(where, bytes);
        if (header.Colour == PngColour.Palette && palette.IsEmpty) throw DamagedPicture.At(where, chunk.Start - 8, "no palette", "a PLTE chunk before the rows", "none");
        if (header.UnpackedBytes() > packed * MostUnpacked)
            throw DamagedPicture.At(where, firstData, "ends too early", $"packed rows of {header.Height}x{header.Width} pixels", $"{packed} bytes of them");
        return new PngFile(where, file, header, palette, transparency, firstData, orientation);
    }

    private static PngChunk First(string where, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Signature))
        {
            throw DamagedPicture.At(where, 0, "a PNG that was changed on the way, perhaps by a transfer as text", $"bytes {Convert.ToHexString(Signature)}",
                Convert.ToHexString(bytes[..Math.Min(Signature.Length, bytes.Length)]));
        }

        PngChunk header = PngChunk.At(where, bytes, Signature.Length);
        if (header.Type != PngChunk.Header || header.Length != PngHeader.Bytes)
            throw DamagedPicture.At(where, Signature.Length, "no header", $"IHDR of {PngHeader.Bytes} bytes", $"{header.Name} of {header.Length} bytes");
        header.Check(where, bytes);
        return header;
    }

    private static ReadOnlyMemory<byte> Transparent(string where, PngHeader header, PngChunk chunk, ReadOnlyMemory<byte> file)
    {
        (int least, int most) = header.Colour switch
        {
            PngColour.Grey => (2, 2),
            PngColour.Rgb => (6, 6),
            PngColour.Palette => (0, 256),
            _ => (0, int.MaxValue),
        };
        if (chunk.Length < least || chunk.Length > most)
            throw DamagedPicture.At(where, chunk.Start - 8, "tRNS of a length that the kind of picture does not have", $"{least} to {most} bytes", $"{chunk.Length}");
        return header.Colour is PngColour.GreyAlpha or PngColour.RgbAlpha ? default : file.Slice(chunk.Start, chunk.Length);
    }
}
