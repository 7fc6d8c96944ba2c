using System.Collections.Immutable;

namespace Pointwise.Drawing;

/// <summary>The colours of numbers, from the least to the most: dark violet, red, orange, light yellow; lighter at every step, so that grey prints tell them apart too.</summary>
public static class HeatColours
{
    private static readonly ImmutableArray<Rgb> Stops =
        [new(0x10, 0x0a, 0x2c), new(0x3b, 0x0f, 0x6e), new(0x79, 0x1c, 0x6d), new(0xb4, 0x30, 0x5a), new(0xe2, 0x55, 0x35), new(0xf8, 0x8d, 0x13), new(0xf9, 0xc9, 0x3a), new(0xfb, 0xfd, 0xa8)];

    /// <summary>The colour of a level.</summary>
    /// <param name="level">0 for the least, 1 for the most; beyond these the nearer one, and the least where it is not a number.</param>
    public static Rgb Of(double level)
    {
        double place = double.IsNaN(level) ? 0 : Math.Clamp(level, 0, 1) * (Stops.Length - 1);
        int stop = Math.Min((int)place, Stops.Length - 2);
        return Stops[stop].Towards(Stops[stop + 1], place - stop);
    }
}
