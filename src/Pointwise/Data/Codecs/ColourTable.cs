using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pointwise.Data.Codecs;

/// <summary>The colours that a picture's pixels are indices of; each a word of red, green, blue, alpha in the order of memory.</summary>
internal sealed class ColourTable
{
    private readonly uint[] colours;

    /// <param name="values">Of one colour behind the other.</param>
    /// <param name="bytes">Of a colour in these: 3 or 4, the fourth not looked at.</param>
    /// <param name="blueFirst">Whether they are blue, green, red.</param>
    /// <param name="alphas">Alphas of the first colours; the others are opaque.</param>
    public ColourTable(ReadOnlySpan<byte> values, int bytes, bool blueFirst, ReadOnlySpan<byte> alphas = default)
    {
        colours = new uint[values.Length / bytes];
        Span<byte> words = MemoryMarshal.AsBytes(colours.AsSpan());
        for (int i = 0; i < colours.Length; i++)
        {
            ReadOnlySpan<byte> colour = values.Slice(i * bytes, 3);
            (words[4 * i], words[4 * i + 1], words[4 * i + 2]) = blueFirst ? (colour[2], colour[1], colour[0]) : (colour[0], colour[1], colour[2]);
            words[4 * i + 3] = i < alphas.Length ? alphas[i] : (byte)255;
        }
    }

    /// <exception cref="PointwiseException">An index is beyond the colours.</exception>
    public void Check(string where, int row, ReadOnlySpan<byte> indices)
    {
        int largest = TensorPrimitives.Max(indices);
        if (largest >= colours.Length)
            throw DamagedPicture.InRow(where, row, "a colour that the palette does not have", $"0 to {colours.Length - 1}", $"{largest}");
    }

    /// <summary>Indices that were checked to colours of 3 or 4 bytes.</summary>
    public void Paint(ReadOnlySpan<byte> indices, Span<byte> pixels, int channels)
    {
        if (channels == 4)
        {
            Span<uint> words = MemoryMarshal.Cast<byte, uint>(pixels);
            for (int i = 0; i < words.Length; i++) words[i] = colours[indices[i]];
            return;
        }

        // the fourth byte is the next colour's first until that is written
        int last = indices.Length - 1;
        for (int i = 0; i < last; i++) MemoryMarshal.Write(pixels[(3 * i)..], colours[indices[i]]);
        MemoryMarshal.AsBytes(colours.AsSpan(indices[last], 1))[..3].CopyTo(pixels[(3 * last)..]);
    }
}
