using System.Buffers.Binary;
using System.IO.Compression;

namespace Pointwise.Data.Codecs.Png;

/// <summary>Writes pictures as PNG of 8 bits a sample, not interlaced. Each row gets the filter that leaves the least magnitudes.</summary>
internal static class PngWriter
{
    private static readonly ZLibCompressionOptions Packing = new() { CompressionLevel = 6, CompressionStrategy = ZLibCompressionStrategy.Filtered };

    public static void Write(Stream target, Picture picture)
    {
        target.Write(PngFile.Signature);
        Span<byte> header = stackalloc byte[PngHeader.Bytes];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        (header[8], header[9]) = (8, (byte)Colour(picture.Channels));
        PngChunkWriter.Write(target, PngChunk.Header, header);
        using (var chunks = new PngChunkWriter(target))
        using (var packed = new ZLibStream(chunks, Packing, leaveOpen: true))
            Rows(packed, picture);
        PngChunkWriter.Write(target, PngChunk.End, []);
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
