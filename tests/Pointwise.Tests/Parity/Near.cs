using Xunit;

namespace Pointwise.Tests.Parity;

/// <summary>Agreement as the references state it: a difference as a part of the tensor's largest |value|.</summary>
internal static class Near
{
    public static void Check(string what, float[] expected, ReadOnlySpan<float> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(v => Math.Abs((double)v)), worst = 0;
        int at = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double off = Math.Abs((double)expected[i] - found[i]);
            if (!(off > worst) && !double.IsNaN(off)) continue;
            (worst, at) = (off, i);
            if (double.IsNaN(off)) break;
        }

        Assert.True(worst <= tolerance * largest, $"{what}[{at}]: expected {expected[at]:R}, found {found[at]:R}: {worst / largest:E2} of the largest value, {tolerance:E0} allowed");
    }
}
