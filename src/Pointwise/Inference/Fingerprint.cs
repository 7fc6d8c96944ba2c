using System.Numerics;
using System.Runtime.InteropServices;

namespace Pointwise.Inference;

/// <summary>
/// Tells floats from other floats: equal floats have equal fingerprints, others almost surely not. Four sums side by side, each multiplied and turned
/// round with every pair of floats that it takes in.
/// </summary>
internal readonly record struct Fingerprint(ulong A, ulong B, ulong C, ulong D)
{
    // odd, without a pattern: the digits of the square roots of 2 and 3
    private const ulong Spread = 0x6A09E667F3BCC909, Mix = 0xBB67AE8584CAA73B;
    private const int Turn = 31, Lanes = 4;

    /// <summary>The fingerprint of what came before and so many more floats.</summary>
    public Fingerprint With(ReadOnlySpan<float> values)
    {
        ulong a = A ^ (ulong)values.Length, b = B, c = C, d = D;
        ReadOnlySpan<ulong> pairs = MemoryMarshal.Cast<float, ulong>(values);
        int i = 0;
        for (; i + Lanes <= pairs.Length; i += Lanes)
        {
            ReadOnlySpan<ulong> four = pairs.Slice(i, Lanes);
            a = Step(a, four[0]);
            b = Step(b, four[1]);
            c = Step(c, four[2]);
            d = Step(d, four[3]);
        }

        for (; i < pairs.Length; i++) a = Step(a, pairs[i]);
        if (values.Length % 2 != 0) b = Step(b, BitConverter.SingleToUInt32Bits(values[^1]));
        return new Fingerprint(Step(a, 1), Step(b, 2), Step(c, 3), Step(d, 4));
    }

    private static ulong Step(ulong sum, ulong pair) => BitOperations.RotateLeft(sum + pair * Spread, Turn) * Mix;
}
