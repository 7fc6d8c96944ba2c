using System.Numerics;

namespace Pointwise.Data.Codecs.Bmp;

/// <summary>The bits of one colour in a pixel's word.</summary>
internal readonly struct BmpMask
{
    private readonly int shift;
    private readonly ulong most;

    public BmpMask(uint bits)
    {
        Bits = bits;
        shift = bits == 0 ? 0 : BitOperations.TrailingZeroCount(bits);
        most = bits >> shift;
    }

    public uint Bits { get; }

    /// <summary>Whether its bits stand side by side.</summary>
    public bool IsWhole => (most & (most + 1)) == 0;

    /// <summary>The colour's value in a word, brought to 0-255 and exactly rounded; 0 where the mask has no bits.</summary>
    public byte Of(uint word)
    {
        ulong value = (word & Bits) >> shift;
        return most == 255 ? (byte)value : most == 0 ? (byte)0 : (byte)((value * 510 + most) / (2 * most));
    }
}
