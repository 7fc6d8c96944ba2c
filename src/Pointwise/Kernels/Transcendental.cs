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

    /// <summary>e^x - 1, as exact near 0 as elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpMinusOne<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector far = TLanes.Subtract(Exp<TLanes, TVector>(x), TLanes.All(1));
        return TLanes.IfGreater(TLanes.All(0.34f), TLanes.Abs(x), ExpOfSmallMinusOne<TLanes, TVector>(x), far);
    }

    /// <summary>log(1 + x) for x from 0 to 1, as exact near 0 as elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogOfOnePlus<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector z = TLanes.Multiply(x, x);
        TVector near = TLanes.MultiplyAdd(z, TLanes.All(-0.5f), TLanes.Multiply(TLanes.Multiply(z, x), LogTail<TLanes, TVector>(x)));
        return TLanes.IfGreater(TLanes.All(0.41f), x, TLanes.Add(x, near), Log<TLanes, TVector>(TLanes.Add(TLanes.All(1), x)));
    }

    /// <summary>The error function, 2 / √π times the integral of e^-t² from 0 to x; ±1 from 4 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector size = TLanes.Abs(x), one = TLanes.All(1), z = TLanes.Multiply(x, x);
        TVector near = TLanes.MultiplyAdd(TLanes.All(7.853861353153693e-5f), z, TLanes.All(-8.010193625184903e-4f));
        near = TLanes.MultiplyAdd(near, z, TLanes.All(5.188327685732524e-3f));
        near = TLanes.MultiplyAdd(near, z, TLanes.All(-2.685381193529856e-2f));
        near = TLanes.MultiplyAdd(near, z, TLanes.All(1.128358514861418e-1f));
        near = TLanes.MultiplyAdd(near, z, TLanes.All(-3.761262582423300e-1f));
        near = TLanes.MultiplyAdd(x, TLanes.All(1.128379165726710f), TLanes.Multiply(TLanes.Multiply(x, z), near));
        TVector far = TLanes.Subtract(one, ErfComplement<TLanes, TVector>(TLanes.Max(one, TLanes.Min(TLanes.All(4), size))));
        far = TLanes.IfGreater(TLanes.Zero, x, TLanes.Subtract(TLanes.Zero, far), far);
        return TLanes.IfGreater(one, size, near, far);
    }

    /// <summary>1 - erf(x) for x from 1 to 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ErfComplement<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector q = TLanes.Divide(TLanes.All(1), x), y = TLanes.Multiply(q, q);
        TVector low = TLanes.MultiplyAdd(TLanes.All(2.326819970068386e-2f), y, TLanes.All(-1.387039388740657e-1f));
        low = TLanes.MultiplyAdd(low, y, TLanes.All(3.687424674597105e-1f));
        low = TLanes.MultiplyAdd(low, y, TLanes.All(-5.824733027278666e-1f));
        low = TLanes.MultiplyAdd(low, y, TLanes.All(6.210004621745983e-1f));
        low = TLanes.MultiplyAdd(low, y, TLanes.All(-4.944515323274145e-1f));
        low = TLanes.MultiplyAdd(low, y, TLanes.All(3.404879937665872e-1f));
        low = TLanes.MultiplyAdd(low, y, TLanes.All(-2.741127028184656e-1f));
        low = TLanes.MultiplyAdd(low, y, TLanes.All(5.638259427386472e-1f));
        TVector high = TLanes.MultiplyAdd(TLanes.All(-1.047766399936249e1f), y, TLanes.All(1.297719955372516e1f));
        high = TLanes.MultiplyAdd(high, y, TLanes.All(-7.495518717768503f));
        high = TLanes.MultiplyAdd(high, y, TLanes.All(2.921019019210786f));
        high = TLanes.MultiplyAdd(high, y, TLanes.All(-1.015265279202700f));
        high = TLanes.MultiplyAdd(high, y, TLanes.All(4.218463358204948e-1f));
        high = TLanes.MultiplyAdd(high, y, TLanes.All(-2.820767439740514e-1f));
        high = TLanes.MultiplyAdd(high, y, TLanes.All(5.641895067754075e-1f));
        TVector power = Exp<TLanes, TVector>(TLanes.Multiply(TLanes.Multiply(x, x), TLanes.All(-1)));
        return TLanes.Multiply(TLanes.Multiply(power, q), TLanes.IfGreater(TLanes.All(2), x, low, high));
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
        where TVector : unmanaged => TLanes.Add(ExpOfSmallMinusOne<TLanes, TVector>(r), TLanes.All(1));

    /// <summary>e^r - 1 for |r| of at most ln(2) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpOfSmallMinusOne<TLanes, TVector>(TVector r)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector p = TLanes.MultiplyAdd(TLanes.All(1.9875691500e-4f), r, TLanes.All(1.3981999507e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(8.3334519073e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(4.1665795894e-2f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(1.6666665459e-1f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(5.0000001201e-1f));
        return TLanes.MultiplyAdd(TLanes.Multiply(p, r), r, r);
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
