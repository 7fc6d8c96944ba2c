using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The gradient x of the hyperbolic tangent whose result was y: x (1 - y²).</summary>
internal readonly struct TangentSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, TLanes.Subtract(TLanes.All(1), TLanes.Multiply(y, y)));
}

/// <summary>The gradient x of <see cref="LeakyRectified"/> at y.</summary>
internal readonly struct LeakyRectifiedSlope(float alpha) : IFunction2
{
    private readonly float alpha = alpha;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(y, TLanes.Zero, x, TLanes.Multiply(x, TLanes.All(alpha)));
}

/// <summary>The gradient x of <see cref="ExponentialLinear"/> at y.</summary>
internal readonly struct ExponentialLinearSlope(float alpha, float gamma, float width) : IFunction2
{
    private readonly float alpha = alpha;
    private readonly float gamma = gamma;
    private readonly float width = width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector below = TLanes.Multiply(TLanes.All(alpha / width), Transcendental.Exp<TLanes, TVector>(TLanes.Divide(y, TLanes.All(width))));
        return TLanes.Multiply(x, TLanes.Multiply(TLanes.All(gamma), TLanes.IfGreater(y, TLanes.Zero, TLanes.All(1), below)));
    }
}

/// <summary>The gradient x of <see cref="HardLogistic"/> at y.</summary>
internal readonly struct HardLogisticSlope(float alpha, float beta) : IFunction2
{
    private readonly float alpha = alpha;
    private readonly float beta = beta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector inner = TLanes.MultiplyAdd(y, TLanes.All(alpha), TLanes.All(beta));
        TVector rising = TLanes.IfGreater(TLanes.All(1), inner, TLanes.Multiply(x, TLanes.All(alpha)), TLanes.Zero);
        return TLanes.IfGreater(inner, TLanes.Zero, rising, TLanes.Zero);
    }
}

/// <summary>The gradient x of <see cref="HardSwished"/> at y: 0 below -3, x above 3, between them x (2y + 3) / 6.</summary>
internal readonly struct HardSwishedSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector between = TLanes.Multiply(x, TLanes.MultiplyAdd(y, TLanes.All(1f / 3), TLanes.All(0.5f)));
        return TLanes.IfGreater(y, TLanes.All(-3), TLanes.IfGreater(TLanes.All(3), y, between, x), TLanes.Zero);
    }
}

/// <summary>The gradient x of <see cref="SoftRectified"/> at y: x / (1 + e^-y).</summary>
internal readonly struct SoftRectifiedSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, default(LogisticCurve).Apply<TLanes, TVector>(y));
}

/// <summary>The gradient x of <see cref="SoftSigned"/> at y: x / (1 + |y|)².</summary>
internal readonly struct SoftSignedSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector size = TLanes.Add(TLanes.All(1), TLanes.Abs(y));
        return TLanes.Divide(x, TLanes.Multiply(size, size));
    }
}

/// <summary>The gradient x of <see cref="Mished"/> at y: x (t + y (1 - t²) / (1 + e^-y)), where 1 - t² is 4 (n + 1) / (n + 2)².</summary>
internal readonly struct MishedSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector n = Mished.GrowthOf<TLanes, TVector>(y), two = TLanes.Add(n, TLanes.All(2));
        TVector rise = TLanes.Divide(TLanes.Multiply(TLanes.All(4), TLanes.Add(n, TLanes.All(1))), TLanes.Multiply(two, two));
        TVector slope = TLanes.Multiply(TLanes.Multiply(y, rise), default(LogisticCurve).Apply<TLanes, TVector>(y));
        return TLanes.Multiply(x, TLanes.Add(TLanes.Divide(n, two), slope));
    }
}

/// <summary>The gradient x of <see cref="GaussianLinear"/> at y: x (Φ(y) + y φ(y)).</summary>
internal readonly struct GaussianLinearSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector share = TLanes.MultiplyAdd(Transcendental.Erf<TLanes, TVector>(TLanes.Multiply(y, TLanes.All(0.707106781f))), TLanes.All(0.5f), TLanes.All(0.5f));
        TVector density = Transcendental.Exp<TLanes, TVector>(TLanes.Multiply(TLanes.Multiply(y, y), TLanes.All(-0.5f)));
        return TLanes.Multiply(x, TLanes.MultiplyAdd(TLanes.Multiply(y, TLanes.All(0.398942280f)), density, share));
    }
}

/// <summary>The gradient x of <see cref="GaussianLinearByTangent"/> at y.</summary>
internal readonly struct GaussianLinearByTangentSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector tangent = GaussianLinearByTangent.TangentOf<TLanes, TVector>(y), half = TLanes.All(0.5f);
        TVector inner = TLanes.MultiplyAdd(TLanes.Multiply(y, y), TLanes.All(3 * 0.044715f * GaussianLinearByTangent.Root), TLanes.All(GaussianLinearByTangent.Root));
        TVector rise = TLanes.Multiply(TLanes.Multiply(TLanes.Multiply(y, half), inner), TLanes.Subtract(TLanes.All(1), TLanes.Multiply(tangent, tangent)));
        return TLanes.Multiply(x, TLanes.Add(TLanes.MultiplyAdd(tangent, half, half), rise));
    }
}

/// <summary>The gradient x of <see cref="AboveThreshold"/> at y.</summary>
internal readonly struct AboveThresholdSlope(float alpha) : IFunction2
{
    private readonly float alpha = alpha;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(y, TLanes.All(alpha), x, TLanes.Zero);
}
