namespace Pointwise.Data.Codecs.Png;

/// <summary>
/// PNG (ISO/IEC 15948): every kind of colour and depth, interlaced or not. Samples of 16 bits are rounded to 8; palettes become colours; a picture has
/// alpha where the file has it or tRNS; it is turned as eXIf says. Gamma and profiles change nothing. Memory is the picture's and a few rows'.
/// </summary>
internal sealed class PngDecoder : IPictureDecoder
{
    public string Format => "PNG";

    /// <summary>By most of the signature, so that a PNG whose signature was changed on the way is told as such.</summary>
    public bool Recognises(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> signature = PngFile.Signature;
        if (file.Length < signature.Length) return false;
        int same = 0;
        for (int i = 0; i < signature.Length; i++) same += file[i] == signature[i] ? 1 : 0;
        return same >= 6 || file.StartsWith(signature[..4]);
    }

    public Picture Decode(string where, ReadOnlyMemory<byte> file, DecodeOptions options)
    {
        PngFile png = PngFile.Scan(where, file, options.Limits);
        var samples = new PngSamples(png);
        PngPlacement placement = PngPlacement.Of(png.Header.Height, png.Header.Width, png.Orientation);
        return new Picture(placement.Height, placement.Width, samples.PixelBytes, Pixels(png, samples, placement));
    }

    /// <summary>A picture's samples as numbers that are no colours: grey of up to 8 bits not scaled, a palette's indices; transparency is not looked at.</summary>
    /// <param name="png">Grey of up to 8 bits, or of a palette.</param>
    /// <exception cref="PointwiseException">It is damaged.</exception>
    internal static Picture Indices(PngFile png)
    {
        PngPlacement placement = PngPlacement.Of(png.Header.Height, png.Header.Width, png.Orientation);
        return new Picture(placement.Height, placement.Width, 1, Pixels(png, new PngSamples(png, PngReading.Indices), placement));
    }

    /// <summary>Pixels of 8 or 16 bits a sample in the file's own bytes, palettes as indices: what is rounded away otherwise.</summary>
    internal static byte[] Exact(string where, ReadOnlyMemory<byte> file)
    {
        PngFile png = PngFile.Scan(where, file, Limits.Default);
        return Pixels(png, new PngSamples(png, PngReading.AsInFile), PngPlacement.Of(png.Header.Height, png.Header.Width, ExifOrientation.Upright));
    }

    private static byte[] Pixels(PngFile png, PngSamples samples, PngPlacement placement)
    {
        PngHeader header = png.Header;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(header.Height * header.Width * samples.PixelBytes));
        using var rows = new PngRows(png);
        if (samples.IsStraight && !header.Interlaced && placement.StepX == 1 && placement.StepY > 0) Straight(png, rows, pixels);
        else
        {
            foreach (PngPass pass in header.Passes) Pass(png, pass, placement, rows, samples, pixels);
        }

        rows.Finish();
        return pixels;
    }

    /// <summary>Each row is turned back from the buffer of unpacked rows into its place.</summary>
    private static void Straight(PngFile png, PngRows rows, Span<byte> pixels)
    {
        int bytes = png.Header.RowBytes(png.Header.Width);
        ReadOnlySpan<byte> above = new byte[bytes];
        for (int y = 0; y < png.Header.Height; y++)
        {
            Span<byte> row = pixels.Slice(y * bytes, bytes);
            Turn(png, rows.Next(1 + bytes, y), above, row, y);
            above = row;
        }
    }

    private static void Pass(PngFile png, PngPass pass, PngPlacement placement, PngRows rows, PngSamples samples, Span<byte> pixels)
    {
        PngHeader header = png.Header;
        int width = pass.Width(header.Width), height = pass.Height(header.Height);
        if (width == 0 || height == 0) return;
        int bytes = header.RowBytes(width), pixel = samples.PixelBytes, step = pass.StepX * placement.StepX;
        byte[] above = new byte[bytes], row = new byte[bytes], apart = step == 1 ? [] : new byte[width * pixel];
        for (int i = 0; i < height; i++)
        {
            int y = pass.Top + i * pass.StepY, first = placement.Of(pass.Left, y) * pixel;
            Turn(png, rows.Next(1 + bytes, y), above, row, y);
            samples.Convert(row, step == 1 ? pixels.Slice(first, width * pixel) : apart, y);
            if (step != 1) Spread(apart, pixels, first, pixel, step * pixel);
            (above, row) = (row, above);
        }
    }

    /// <summary>Pixels side by side to pixels so many bytes apart.</summary>
    private static void Spread(ReadOnlySpan<byte> pixels, Span<byte> target, int first, int pixel, int step)
    {
        for (int from = 0, to = first; from < pixels.Length; from += pixel, to += step)
        {
            for (int i = 0; i < pixel; i++) target[to + i] = pixels[from + i];
        }
    }

    private static void Turn(PngFile png, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row, int y)
    {
        if (filtered[0] > PngPrediction.Paeth) throw DamagedPicture.InRow(png.Where, y, "no such filter", $"0 to {PngPrediction.Paeth}", $"{filtered[0]}");
        PngUnfilter.Row(filtered[0], filtered[1..], above, row, png.Header.FilterBytes);
    }
}
