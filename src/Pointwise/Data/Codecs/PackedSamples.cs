namespace Pointwise.Data.Codecs;

/// <summary>Samples of 1, 2 or 4 bits, several a byte, the first in the high bits.</summary>
internal static class PackedSamples
{
    /// <param name="packed">At least as many bytes as the samples need.</param>
    /// <param name="depth">Bits of a sample: 1, 2, 4, or 8, which are copied.</param>
    /// <param name="samples">Receives one a byte, not scaled.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, int depth, Span<byte> samples)
    {
        if (depth == 8)
        {
            packed[..samples.Length].CopyTo(samples);
            return;
        }

        int perByte = 8 / depth, mask = (1 << depth) - 1, whole = samples.Length / perByte, i = 0;
        foreach (byte b in packed[..whole])
        {
            for (int shift = 8 - depth; shift >= 0; shift -= depth) samples[i++] = (byte)(b >> shift & mask);
        }

        for (int shift = 8 - depth; i < samples.Length; shift -= depth) samples[i++] = (byte)(packed[whole] >> shift & mask);
    }
}
