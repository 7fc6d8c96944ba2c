using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Operators;

/// <summary>Comparisons that name the first place that differs.</summary>
internal static class Closeness
{
    /// <summary>What the engine's floats may differ by, as a part of the tensor's largest value.</summary>
    public const double Tolerance = 1e-5;

    public static void Check(string what, Field expected, float[] found)
    {
        Assert.True(expected.Values.Length == found.Length, $"{what}: {expected.Values.Length} values expected, {found.Length} found");
        double allowed = Tolerance * expected.Largest + 1e-30;
        for (int i = 0; i < found.Length; i++)
        {
            if (!(Math.Abs(expected.Values[i] - found[i]) <= allowed))
                Assert.Fail($"{what}{expected.Place(i)}: expected {expected.Values[i]:R}, found {found[i]:R}, off by more than {allowed:E1} ({Wrong(expected, found, allowed)} of {found.Length} values are)");
        }
    }

    public static void CheckBits(string what, float[] expected, float[] found)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToUInt32Bits(expected[i]) != BitConverter.SingleToUInt32Bits(found[i]))
                Assert.Fail($"{what}, value {i} of {expected.Length}: expected the bits of {expected[i]:R}, found {found[i]:R}");
        }
    }

    private static int Wrong(Field expected, float[] found, double allowed) =>
        Enumerable.Range(0, found.Length).Count(i => !(Math.Abs(expected.Values[i] - found[i]) <= allowed));
}
