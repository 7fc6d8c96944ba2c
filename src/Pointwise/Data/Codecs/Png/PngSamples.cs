using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pointwise.Data.Codecs.Png;

/// <summary>Turns rows as a PNG has them into rows of a <see cref="Picture"/>: any depth to 8 bits, palettes to colours, tRNS to alpha.</summary>
internal sealed class PngSamples
{
    private readonly PngFile png;
    private readonly bool areIndices;
    private readonly ColourTable? palette;
    private readonly int[] transparent;
    private readonly byte[] unpacked;

    /// <param name="png">The picture.</param>
    /// <param name="reading">What is made of them.</param>
    public PngSamples(PngFile png, PngReading reading = PngReading.Colours)
    {
        this.png = png;
        PngHeader header = png.Header;
        bool isPalette = header.Colour == PngColour.Palette, areColours = reading == PngReading.Colours;
        bool hasAlpha = !png.Transparency.IsEmpty && areColours;
        areIndices = reading == PngReading.Indices;
        transparent = hasAlpha && !isPalette ? Transparent(png.Transparency.Span, header.Depth) : [];
        palette = isPalette && areColours ? new ColourTable(png.Palette.Span, 3, blueFirst: false, png.Transparency.Span) : null;
        IsStraight = reading == PngReading.AsInFile || header.Depth == 8 && !(isPalette && areColours) && !hasAlpha;
        PixelBytes = IsStraight ? Math.Max(1, header.PixelBits / 8) : (isPalette && areColours ? 3 : header.Samples) + (hasAlpha ? 1 : 0);
        unpacked = header.Depth < 8 ? new byte[header.Width] : [];
    }

    /// <summary>Bytes of a pixel of the result: the picture's channels.</summary>
    public int PixelBytes { get; }

    /// <summary>Whether a row is as the file has it.</summary>
    public bool IsStraight { get; }

    /// <param name="raw">The row as the file has it, no longer filtered.</param>
    /// <param name="pixels">Receives it.</param>
    /// <param name="row">Its number, for errors.</param>
    /// <exception cref="PointwiseException">The palette has no such colour.</exception>
    public void Convert(ReadOnlySpan<byte> raw, Span<byte> pixels, int row)
    {
        if (IsStraight) raw.CopyTo(pixels);
        else if (areIndices) PackedSamples.Unpack(raw, png.Header.Depth, pixels);
        else if (palette is not null)
        {
            ReadOnlySpan<byte> indices = png.Header.Depth == 8 ? raw : Unpack(raw, pixels.Length / PixelBytes);
            palette.Check(png.Where, row, indices);
            palette.Paint(indices, pixels, PixelBytes);
        }
        else if (transparent.Length > 0) Mark(raw, pixels);
        else if (png.Header.Depth == 16) Reduce(raw, pixels);
        else TensorPrimitives.Multiply(Unpack(raw, pixels.Length), Scale, pixels);
    }

    /// <summary>To 8 bits, exactly rounded: v x 255 / 65535.</summary>
    private static byte Reduced(int sample) => (byte)(sample * 255 + 32895 >> 16);

    /// <summary>What brings samples of fewer than 8 bits to 0-255.</summary>
    private byte Scale => (byte)(255 / ((1 << png.Header.Depth) - 1));

    private static void Reduce(ReadOnlySpan<byte> raw, Span<byte> samples)
    {
        ReadOnlySpan<ushort> wide = MemoryMarshal.Cast<byte, ushort>(raw)[..samples.Length];
        for (int i = 0; i < samples.Length; i++) samples[i] = Reduced(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(wide[i]) : wide[i]);
    }

    private ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> raw, int count)
    {
        PackedSamples.Unpack(raw, png.Header.Depth, unpacked.AsSpan(0, count));
        return unpacked.AsSpan(0, count);
    }

    /// <summary>Adds alpha: 0 where a pixel has the transparent colour in all its bits.</summary>
    private void Mark(ReadOnlySpan<byte> raw, Span<byte> pixels)
    {
        int depth = png.Header.Depth, samples = transparent.Length, i = 0;
        ReadOnlySpan<byte> narrow = depth < 8 ? Unpack(raw, pixels.Length / PixelBytes) : raw;
        for (int p = 0; p < pixels.Length; p += PixelBytes)
        {
            bool same = true;
            for (int s = 0; s < samples; s++, i++)
            {
                int sample = depth == 16 ? BinaryPrimitives.ReadUInt16BigEndian(raw[(2 * i)..]) : narrow[i];
                same &= sample == transparent[s];
                pixels[p + s] = depth == 16 ? Reduced(sample) : depth == 8 ? (byte)sample : (byte)(sample * Scale);
            }

            pixels[p + samples] = same ? (byte)0 : (byte)255;
        }
    }

    private static int[] Transparent(ReadOnlySpan<byte> chunk, int depth)
    {
        var colour = new int[chunk.Length / 2];
        for (int s = 0; s < colour.Length; s++) colour[s] = BinaryPrimitives.ReadUInt16BigEndian(chunk[(2 * s)..]) & (1 << depth) - 1;
        return colour;
    }
}
