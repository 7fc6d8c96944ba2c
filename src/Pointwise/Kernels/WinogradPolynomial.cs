using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Sums whose factors are the coefficients of a polynomial that is known by its zeros.</summary>
internal static class WinogradPolynomial
{
    /// <summary>The coefficients of (z - z1)(z - z2)…, from the lowest on, times as many values, added from the highest down.</summary>
    /// <param name="degree">Zeros that count, 0 to 4.</param>
    /// <param name="z1">The first zero.</param>
    /// <param name="z2">The second.</param>
    /// <param name="z3">The third.</param>
    /// <param name="z4">The fourth.</param>
    /// <param name="v0">What the lowest coefficient stands before; one more value than zeros counts.</param>
    /// <param name="v1">What the next stands before.</param>
    /// <param name="v2">And so on.</param>
    /// <param name="v3">And so on.</param>
    /// <param name="v4">And so on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector At<TLanes, TVector>(int degree, double z1, double z2, double z3, double z4, TVector v0, TVector v1, TVector v2, TVector v3, TVector v4)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (degree == 0) return v0;
        if (degree == 1) return TLanes.MultiplyAdd(TLanes.All((float)-z1), v0, v1);
        if (degree == 2) return TLanes.MultiplyAdd(TLanes.All((float)(z1 * z2)), v0, TLanes.MultiplyAdd(TLanes.All((float)-(z1 + z2)), v1, v2));
        if (degree == 3)
        {
            TVector low = TLanes.MultiplyAdd(TLanes.All((float)(z1 * z2 + z1 * z3 + z2 * z3)), v1, TLanes.MultiplyAdd(TLanes.All((float)-(z1 + z2 + z3)), v2, v3));
            return TLanes.MultiplyAdd(TLanes.All((float)-(z1 * z2 * z3)), v0, low);
        }

        double pairs = z1 * z2 + z3 * z4 + (z1 + z2) * (z3 + z4), triples = z1 * z2 * (z3 + z4) + z3 * z4 * (z1 + z2);
        TVector high = TLanes.MultiplyAdd(TLanes.All((float)pairs), v2, TLanes.MultiplyAdd(TLanes.All((float)-(z1 + z2 + z3 + z4)), v3, v4));
        return TLanes.MultiplyAdd(TLanes.All((float)(z1 * z2 * z3 * z4)), v0, TLanes.MultiplyAdd(TLanes.All((float)-triples), v1, high));
    }
}
