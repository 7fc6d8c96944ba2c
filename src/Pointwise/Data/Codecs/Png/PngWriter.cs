using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics.Tensors;
using Pointwise.Drawing;

namespace Pointwise.Data.Codecs.Png;

/// <summary>Writes pictures as PNG of 8 bits a sample, not interlaced. Each row gets the filter that leaves the least magnitudes.</summary>
internal static class PngWriter
{
    private const byte BeyondPalette = 0x30;
    private static readonly ZLibCompressionOptions Packing = new() { CompressionLevel = 6, CompressionStrategy = ZLibCompressionStrategy.Filtered };

    public static void Write(Stream target, Picture picture)
    {
        Begin(target, picture.Height, picture.Width, Colour(picture.Channels));
        using (var chunks = new PngChunkWriter(target))
        using (var packed = new ZLibStream(chunks, Packing, leaveOpen: true))
            Rows(packed, picture);
        PngChunkWriter.Write(target, PngChunk.End, []);
    }

    /// <summary>Writes numbers as PNG of a palette.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="mask">The numbers.</param>
    /// <param name="colours">The colour of each number from 0; beyond them dark grey.</param>
    public static void Write(Stream target, Mask mask, IReadOnlyList<Rgb> colours)
    {
        ReadOnlySpan<byte> numbers = mask.Classes.Span;
        byte[] palette = new byte[3 * (1 + TensorPrimitives.Max(numbers))];
        palette.AsSpan().Fill(BeyondPalette);
        for (int i = 0; i < Math.Min(colours.Count, palette.Length / 3); i++) (palette[3 * i], palette[3 * i + 1], palette[3 * i + 2]) = (colours[i].Red, colours[i].Green, colours[i].Blue);
        Begin(target, mask.Height, mask.Width, PngColour.Palette);
        PngChunkWriter.Write(target, PngChunk.Palette, palette);
        using (var chunks = new PngChunkWriter(target))
        using (var packed = new ZLibStream(chunks, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < mask.Height; y++)
            {
                packed.WriteByte(PngPrediction.None);
                packed.Write(numbers.Slice(y * mask.Width, mask.Width));
            }
        }

        PngChunkWriter.Write(target, PngChunk.End, []);
    }

    private static void Begin(Stream target, int height, int width, PngColour colour)
    {
        target.Write(PngFile.Signature);
        Span<byte> header = stackalloc byte[PngHeader.Bytes];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, (byte)colour);
        PngChunkWriter.Write(target, PngChunk.Header, header);
    }

    private static PngColour Colour(int channels) => channels switch
    {
        1 => PngColour.Grey,
        2 => PngColour.GreyAlpha,
        3 => PngColour.Rgb,
        _ => PngColour.RgbAlpha,
    };

    private static void Rows(ZLibStream packed, Picture picture)
    {
        int bytes = picture.Width * picture.Channels;
        ReadOnlySpan<byte> pixels = picture.Pixels.Span, above = new byte[bytes];
        byte[] best = new byte[1 + bytes], other = new byte[1 + bytes];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = pixels.Slice(y * bytes, bytes);
            long least = long.MaxValue;
            for (int filter = PngPrediction.None; filter <= PngPrediction.Paeth; filter++)
            {
                other[0] = (byte)filter;
                PngFilter.Row(filter, row, above, other.AsSpan(1), picture.Channels);
                long magnitude = PngFilter.Magnitude(other.AsSpan(1));
                if (magnitude >= least) continue;
                least = magnitude;
                (best, other) = (other, best);
            }

            packed.Write(best);
            above = row;
        }
    }
}
