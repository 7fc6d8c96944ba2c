using System.Runtime.CompilerServices;

namespace Pointwise.Tensors;

/// <summary>
/// Counter-based random numbers: the value at an index depends on seed, stream and index alone, so that work may be split and repeated freely.
/// The mixer is splitmix64's (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">Which use of it: no two uses of one seed share a stream.</param>
public readonly struct RandomStream(ulong seed, ulong stream)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong key = Mix(Mix(seed + Golden) ^ (stream * 0xD1B54A32D192ED03));

    /// <summary>64 random bits.</summary>
    /// <param name="index">Which value of the stream.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bits(long index) => Mix(key + (ulong)(index + 1) * Golden);

    /// <summary>A value in [0, 1), one of 2^24 even steps.</summary>
    /// <param name="index">Which value of the stream.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Uniform(long index) => (Bits(index) >> 40) * (1f / (1 << 24));

    /// <summary>An integer in [0, <paramref name="bound"/>).</summary>
    /// <param name="index">Which value of the stream.</param>
    /// <param name="bound">One more than the largest result.</param>
    public int Integer(long index, int bound) => (int)Math.BigMul(Bits(index), (ulong)bound, out _);

    /// <summary>A value of the standard normal distribution (Box and Muller), from values 2 index and 2 index + 1.</summary>
    /// <param name="index">Which value of the stream.</param>
    public double Normal(long index)
    {
        double radius = Math.Sqrt(-2 * Math.Log(((Bits(2 * index) >> 11) + 1) * (1.0 / (1L << 53))));
        return radius * Math.Cos(2 * Math.PI * (Bits(2 * index + 1) >> 11) * (1.0 / (1L << 53)));
    }

    /// <summary>A stream of its own for a part of this one's use.</summary>
    /// <param name="part">Which part.</param>
    public RandomStream Split(ulong part) => new(key, part);

    /// <summary>Puts a list in a random order (Fisher and Yates).</summary>
    /// <param name="items">The list, changed in place.</param>
    /// <typeparam name="T">What is in it.</typeparam>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Integer(i, i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
