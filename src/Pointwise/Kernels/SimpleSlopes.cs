using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The gradient x of |·| at y.</summary>
internal readonly struct MagnitudeSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(y, TLanes.Zero, x, TLanes.IfGreater(TLanes.Zero, y, TLanes.Multiply(x, TLanes.All(-1)), TLanes.Zero));
}

/// <summary>The gradient x of the square root whose result was y: x / 2y.</summary>
internal readonly struct SquareRootSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Divide(TLanes.Multiply(x, TLanes.All(0.5f)), y);
}

/// <summary>The gradient x of 1 / · whose result was y: -x y².</summary>
internal readonly struct InverseSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(TLanes.Multiply(x, TLanes.All(-1)), TLanes.Multiply(y, y));
}

/// <summary>x / y: the gradient x of the logarithm at y, or of a division by y.</summary>
internal readonly struct Quotient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Divide(x, y);
}

/// <summary>The gradient x at y of what is clipped to two numbers: both count as within.</summary>
internal readonly struct ClippedSlope(float least, float most) : IFunction2
{
    private readonly float least = least;
    private readonly float most = most;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(TLanes.All(least), y, TLanes.Zero, TLanes.IfGreater(y, TLanes.All(most), TLanes.Zero, x));
}

/// <summary>The gradient x of the error function at y: 2 / √π e^-y² x.</summary>
internal readonly struct ErrorFunctionSlope : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector minus = TLanes.Multiply(TLanes.Multiply(y, y), TLanes.All(-1));
        return TLanes.Multiply(x, TLanes.Multiply(TLanes.All(1.128379167f), Transcendental.Exp<TLanes, TVector>(minus)));
    }
}
