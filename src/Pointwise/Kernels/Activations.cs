using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The hyperbolic tangent.</summary>
internal readonly struct HyperbolicTangent : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Transcendental.Tanh<TLanes, TVector>(x);
}

/// <summary>x, times a number where it is negative (Maas et al., 2013).</summary>
internal readonly struct LeakyRectified(float alpha) : IFunction1
{
    private readonly float alpha = alpha;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(TLanes.Zero, x, TLanes.Multiply(x, TLanes.All(alpha)), x);
}

/// <summary>gamma x, below 0 gamma alpha (e^(x / width) - 1): ELU (arXiv:1511.07289), SELU (arXiv:1706.02515), CELU (arXiv:1704.07483).</summary>
internal readonly struct ExponentialLinear(float alpha, float gamma, float width) : IFunction1
{
    private readonly float alpha = alpha;
    private readonly float gamma = gamma;
    private readonly float width = width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector below = TLanes.Multiply(TLanes.All(alpha), Transcendental.ExpMinusOne<TLanes, TVector>(TLanes.Divide(x, TLanes.All(width))));
        return TLanes.Multiply(TLanes.All(gamma), TLanes.IfGreater(TLanes.Zero, x, below, x));
    }
}

/// <summary>alpha x + beta between 0 and 1.</summary>
internal readonly struct HardLogistic(float alpha, float beta) : IFunction1
{
    private readonly float alpha = alpha;
    private readonly float beta = beta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Min(TLanes.All(1), TLanes.Rectify(TLanes.MultiplyAdd(x, TLanes.All(alpha), TLanes.All(beta))));
}

/// <summary>x times x / 6 + 1 / 2 between 0 and 1 (arXiv:1905.02244, section 5.2).</summary>
internal readonly struct HardSwished : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, new HardLogistic(1f / 6, 0.5f).Apply<TLanes, TVector>(x));
}

/// <summary>log(1 + e^x), as the larger of x and 0 plus log(1 + e^-|x|).</summary>
internal readonly struct SoftRectified : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector minus = TLanes.Multiply(TLanes.Abs(x), TLanes.All(-1));
        return TLanes.Add(TLanes.Rectify(x), Transcendental.LogOfOnePlus<TLanes, TVector>(Transcendental.Exp<TLanes, TVector>(minus)));
    }
}

/// <summary>x / (1 + |x|).</summary>
internal readonly struct SoftSigned : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Divide(x, TLanes.Add(TLanes.All(1), TLanes.Abs(x)));
}

/// <summary>x tanh(log(1 + e^x)) (arXiv:1908.08681), without logarithm: with n = e^x (e^x + 2) the tangent is n / (n + 2).</summary>
internal readonly struct Mished : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector n = GrowthOf<TLanes, TVector>(x);
        return TLanes.Multiply(x, TLanes.Divide(n, TLanes.Add(n, TLanes.All(2))));
    }

    /// <summary>e^x (e^x + 2). From 20 on the tangent is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GrowthOf<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector power = Transcendental.Exp<TLanes, TVector>(TLanes.Min(TLanes.All(20), x));
        return TLanes.Multiply(power, TLanes.Add(power, TLanes.All(2)));
    }
}

/// <summary>x Φ(x), Φ the normal distribution's share below x (arXiv:1606.08415).</summary>
internal readonly struct GaussianLinear : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, TLanes.MultiplyAdd(Transcendental.Erf<TLanes, TVector>(TLanes.Multiply(x, TLanes.All(0.707106781f))), TLanes.All(0.5f), TLanes.All(0.5f)));
}

/// <summary>x (1 + tanh(√(2 / π) (x + 0.044715 x³))) / 2 (arXiv:1606.08415, section 2).</summary>
internal readonly struct GaussianLinearByTangent : IFunction1
{
    /// <summary>√(2 / π).</summary>
    public const float Root = 0.797884561f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector tangent = TangentOf<TLanes, TVector>(x);
        return TLanes.Multiply(x, TLanes.MultiplyAdd(tangent, TLanes.All(0.5f), TLanes.All(0.5f)));
    }

    /// <summary>tanh(√(2 / π) (x + 0.044715 x³)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector TangentOf<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector inner = TLanes.MultiplyAdd(TLanes.Multiply(x, x), TLanes.All(0.044715f * Root), TLanes.All(Root));
        return Transcendental.Tanh<TLanes, TVector>(TLanes.Multiply(x, inner));
    }
}

/// <summary>x where it is above a number, else 0.</summary>
internal readonly struct AboveThreshold(float alpha) : IFunction1
{
    private readonly float alpha = alpha;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(x, TLanes.All(alpha), x, TLanes.IfGreater(TLanes.All(alpha), x, TLanes.Zero, TLanes.Multiply(x, TLanes.Zero)));
}
