using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>Whole numbers within two others.</summary>
internal static unsafe class IntegerClipping
{
    /// <summary>y = the smaller of most and the larger of least and x; both dense and of one shape.</summary>
    public static void Run(View x, long least, long most, View y)
    {
        Debug.Assert(x.LiesLike(y));
        long count = x.Elements;
        for (long i = 0; i < count; i++) y.Integers[i] = Math.Min(most, Math.Max(least, x.Integers[i]));
    }
}
