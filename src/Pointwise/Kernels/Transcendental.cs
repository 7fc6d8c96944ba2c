using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// exp, log, tanh and powers from exactly rounded steps alone, so that every width of lanes gives the same bits.
/// Each is within 2 units in the last place; the polynomials are those of the Cephes library (Moshier 1989).
/// </summary>
internal static class Transcendental
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float SmallestNormal = 1.17549435e-38f;
    private const float TwoTo23 = 8388608;

    /// <summary>e^x: 0 from below -104, infinite from above 88.73.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        x = TLanes.Max(TLanes.All(-105), TLanes.Min(TLanes.All(90), x));
        TVector n = TLanes.Round(TLanes.Multiply(x, TLanes.All(Log2E)));
        TVector r = TLanes.MultiplyAdd(n, TLanes.All(-Ln2High), x);
        r = TLanes.MultiplyAdd(n, TLanes.All(-Ln2Low), r);
        return TimesPowerOfTwo<TLanes, TVector>(ExpOfSmall<TLanes, TVector>(r), n);
    }

    /// <summary>The natural logarithm: -infinite at 0, not a number below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        Separate<TLanes, TVector>(x, out TVector e, out TVector f);
        TVector z = TLanes.Multiply(f, f);
        TVector y = TLanes.MultiplyAdd(TLanes.Multiply(z, f), LogTail<TLanes, TVector>(f), TLanes.Multiply(e, TLanes.All(Ln2Low)));
        y = TLanes.MultiplyAdd(z, TLanes.All(-0.5f), y);
        y = TLanes.MultiplyAdd(e, TLanes.All(Ln2High), TLanes.Add(f, y));
        return WhereLogIsDefined<TLanes, TVector>(x, y, TLanes.All(float.NegativeInfinity), TLanes.All(float.PositiveInfinity));
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector size = TLanes.Abs(x), one = TLanes.All(1);
        TVector e = Exp<TLanes, TVector>(TLanes.Add(size, size));
        TVector far = TLanes.Subtract(one, TLanes.Divide(TLanes.All(2), TLanes.Add(e, one)));
        far = TLanes.IfGreater(TLanes.Zero, x, TLanes.Subtract(TLanes.Zero, far), far);
        TVector z = TLanes.Multiply(x, x);
        TVector near = TLanes.MultiplyAdd(TLanes.All(-5.70498872745e-3f), z, TLanes.All(2.06390887954e-2f));
        near = TLanes.MultiplyAdd(near, z, TLanes.All(-5.37397155531e-2f));
        near = TLanes.MultiplyAdd(near, z, TLanes.All(1.33314422036e-1f));
        near = TLanes.MultiplyAdd(near, z, TLanes.All(-3.33332819422e-1f));
        near = TLanes.MultiplyAdd(TLanes.Multiply(near, z), x, x);
        TVector y = TLanes.IfGreater(TLanes.All(0.625f), size, near, far);
        return TLanes.IfEqual(x, TLanes.Zero, x, y);
    }

    /// <summary>
    /// x^-<paramref name="beta"/> for beta of at least 0. The exponent of x is multiplied exactly and only the mantissa goes through
    /// the logarithm: log x times beta in one float would lose as many bits as the exponent has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector InversePower<TLanes, TVector>(TVector x, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        Separate<TLanes, TVector>(x, out TVector e, out TVector f);
        TVector z = TLanes.Multiply(f, f);
        TVector log = TLanes.Multiply(TLanes.Multiply(z, f), LogTail<TLanes, TVector>(f));
        log = TLanes.Add(f, TLanes.MultiplyAdd(z, TLanes.All(-0.5f), log));
        TVector minus = TLanes.Subtract(TLanes.Zero, beta);
        TVector power = TLanes.Multiply(minus, e);
        TVector lost = TLanes.MultiplyAdd(minus, e, TLanes.Subtract(TLanes.Zero, power));
        TVector n = TLanes.Round(power);
        TVector fraction = TLanes.Add(TLanes.Subtract(power, n), lost);
        TVector u = TLanes.MultiplyAdd(fraction, TLanes.All(0.693147181f), TLanes.Multiply(minus, log));
        TVector extra = TLanes.Round(TLanes.Multiply(u, TLanes.All(Log2E)));
        u = TLanes.MultiplyAdd(extra, TLanes.All(-Ln2Low), TLanes.MultiplyAdd(extra, TLanes.All(-Ln2High), u));
        n = TLanes.Max(TLanes.All(-252), TLanes.Min(TLanes.All(252), TLanes.Add(n, extra)));
        TVector y = TimesPowerOfTwo<TLanes, TVector>(ExpOfSmall<TLanes, TVector>(u), n);
        y = WhereLogIsDefined<TLanes, TVector>(x, y, TLanes.All(float.PositiveInfinity), TLanes.Zero);
        return TLanes.IfEqual(beta, TLanes.Zero, TLanes.All(1), y);
    }

    /// <summary>e^r for |r| of at most ln(2) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpOfSmall<TLanes, TVector>(TVector r)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector p = TLanes.MultiplyAdd(TLanes.All(1.9875691500e-4f), r, TLanes.All(1.3981999507e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(8.3334519073e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(4.1665795894e-2f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(1.6666665459e-1f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(5.0000001201e-1f));
        p = TLanes.MultiplyAdd(TLanes.Multiply(p, r), r, r);
        return TLanes.Add(p, TLanes.All(1));
    }

    /// <summary>x * 2^n for integers n from -252 to 252: in two steps, of which only the last rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TimesPowerOfTwo<TLanes, TVector>(TVector x, TVector n)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector half = TLanes.Round(TLanes.Multiply(n, TLanes.All(0.5f)));
        TVector rest = TLanes.Subtract(n, half);
        return TLanes.Multiply(TLanes.Multiply(x, TLanes.PowerOfTwo(half)), TLanes.PowerOfTwo(rest));
    }

    /// <summary>x = (1 + f) * 2^e with 1 + f from sqrt(1/2) to sqrt(2), for positive finite x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Separate<TLanes, TVector>(TVector x, out TVector e, out TVector f)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector one = TLanes.All(1), least = TLanes.All(SmallestNormal), root = TLanes.All(1.41421356f);
        TVector normal = TLanes.IfGreater(least, x, TLanes.Multiply(x, TLanes.All(TwoTo23)), x);
        TVector exponent = TLanes.Add(TLanes.Exponent(normal), TLanes.IfGreater(least, x, TLanes.All(-23), TLanes.Zero));
        TVector mantissa = TLanes.Mantissa(normal);
        e = TLanes.Add(exponent, TLanes.IfGreater(mantissa, root, one, TLanes.Zero));
        f = TLanes.Subtract(TLanes.IfGreater(mantissa, root, TLanes.Multiply(mantissa, TLanes.All(0.5f)), mantissa), one);
    }

    /// <summary>(log(1 + f) - f + f² / 2) / f³ for 1 + f from sqrt(1/2) to sqrt(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogTail<TLanes, TVector>(TVector f)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector p = TLanes.MultiplyAdd(TLanes.All(7.0376836292e-2f), f, TLanes.All(-1.1514610310e-1f));
        p = TLanes.MultiplyAdd(p, f, TLanes.All(1.1676998740e-1f));
        p = TLanes.MultiplyAdd(p, f, TLanes.All(-1.2420140846e-1f));
        p = TLanes.MultiplyAdd(p, f, TLanes.All(1.4249322787e-1f));
        p = TLanes.MultiplyAdd(p, f, TLanes.All(-1.6668057665e-1f));
        p = TLanes.MultiplyAdd(p, f, TLanes.All(2.0000714765e-1f));
        p = TLanes.MultiplyAdd(p, f, TLanes.All(-2.4999993993e-1f));
        return TLanes.MultiplyAdd(p, f, TLanes.All(3.3333331174e-1f));
    }

    /// <summary>y for positive finite x; the limits at 0 and at infinity; else not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WhereLogIsDefined<TLanes, TVector>(TVector x, TVector y, TVector atZero, TVector atInfinity)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        y = TLanes.IfEqual(x, TLanes.All(float.PositiveInfinity), atInfinity, y);
        return TLanes.IfGreater(x, TLanes.Zero, y, TLanes.IfEqual(x, TLanes.Zero, atZero, TLanes.All(float.NaN)));
    }
}
