using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>x - y.</summary>
internal readonly struct Difference : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Subtract(x, y);
}

/// <summary>The larger; not a number where either is not.</summary>
internal readonly struct Larger : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfEqual(x, x, TLanes.Max(x, y), x);
}

/// <summary>The smaller; not a number where either is not.</summary>
internal readonly struct Smaller : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfEqual(x, x, TLanes.Min(x, y), x);
}

/// <summary>-x y.</summary>
internal readonly struct NegatedProduct : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(TLanes.Multiply(x, y), TLanes.All(-1));
}

/// <summary>alpha x + beta y.</summary>
internal readonly struct ScaledSum(float alpha, float beta) : IFunction2
{
    private readonly float alpha = alpha;
    private readonly float beta = beta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.MultiplyAdd(x, TLanes.All(alpha), TLanes.Multiply(y, TLanes.All(beta)));
}
