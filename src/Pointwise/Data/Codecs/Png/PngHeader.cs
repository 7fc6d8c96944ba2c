using System.Buffers.Binary;

namespace Pointwise.Data.Codecs.Png;

/// <summary>The IHDR chunk.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Depth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">What a pixel's samples are.</param>
/// <param name="Interlaced">Whether it comes in the seven passes of Adam7.</param>
internal readonly record struct PngHeader(int Width, int Height, int Depth, PngColour Colour, bool Interlaced)
{
    public const int Bytes = 13;

    /// <summary>Samples of a pixel.</summary>
    public int Samples => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.RgbAlpha => 4,
        PngColour.GreyAlpha => 2,
        _ => 1,
    };

    public int PixelBits => Samples * Depth;

    /// <summary>Bytes from one to that on its left which predicts it.</summary>
    public int FilterBytes => Math.Max(1, PixelBits / 8);

    public PngPass[] Passes => Interlaced ? PngPass.Adam7 : PngPass.Whole;

    /// <summary>Bytes of a row of so many pixels, without the byte that names its filter.</summary>
    public int RowBytes(int pixels) => (pixels * PixelBits + 7) / 8;

    /// <summary>Bytes of all rows of all passes, each with the byte that names its filter.</summary>
    public long UnpackedBytes()
    {
        long sum = 0;
        foreach (PngPass pass in Passes)
        {
            int width = pass.Width(Width);
            if (width > 0) sum += pass.Height(Height) * (1L + RowBytes(width));
        }

        return sum;
    }

    /// <exception cref="PointwiseException">It is not a header, or of a picture beyond the limits.</exception>
    public static PngHeader Read(string where, int offset, ReadOnlySpan<byte> chunk, Limits limits)
    {
        PictureExtent.Check(where, BinaryPrimitives.ReadUInt32BigEndian(chunk), BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]), limits);
        (byte depth, byte colour, byte compression, byte filter, byte interlace) = (chunk[8], chunk[9], chunk[10], chunk[11], chunk[12]);
        bool known = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!known)
            throw DamagedPicture.At(where, offset + 8, "no such kind of PNG", "colour type 0, 2, 3, 4 or 6 with a depth that it allows", $"colour type {colour}, depth {depth}");
        if (compression != 0 || filter != 0 || interlace > 1)
        {
            throw DamagedPicture.At(where, offset + 10, "no such kind of PNG", "compression 0, filter 0, interlace 0 or 1",
                $"compression {compression}, filter {filter}, interlace {interlace}");
        }

        return new PngHeader((int)BinaryPrimitives.ReadUInt32BigEndian(chunk), (int)BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]), depth, (PngColour)colour, interlace == 1);
    }
}
