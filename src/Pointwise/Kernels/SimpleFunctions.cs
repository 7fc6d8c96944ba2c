using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>|x|.</summary>
internal readonly struct Magnitude : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Abs(x);
}

/// <summary>-x.</summary>
internal readonly struct Negated : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, TLanes.All(-1));
}

/// <summary>The square root of x.</summary>
internal readonly struct SquareRoot : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Sqrt(x);
}

/// <summary>1 / x.</summary>
internal readonly struct Inverse : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Divide(TLanes.All(1), x);
}

/// <summary>x over a number.</summary>
internal readonly struct Divided(float by) : IFunction1
{
    private readonly float by = by;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Divide(x, TLanes.All(by));
}

/// <summary>e^x.</summary>
internal readonly struct NaturalPower : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Transcendental.Exp<TLanes, TVector>(x);
}

/// <summary>The natural logarithm of x.</summary>
internal readonly struct NaturalLogarithm : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Transcendental.Log<TLanes, TVector>(x);
}

/// <summary>x rounded down.</summary>
internal readonly struct Floored : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector whole = TLanes.Round(x);
        return TLanes.IfGreater(whole, x, TLanes.Subtract(whole, TLanes.All(1)), whole);
    }
}

/// <summary>x rounded up.</summary>
internal readonly struct Raised : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector whole = TLanes.Round(x);
        return TLanes.IfGreater(x, whole, TLanes.Add(whole, TLanes.All(1)), whole);
    }
}

/// <summary>x rounded to the nearest whole number, ties to even.</summary>
internal readonly struct Rounded : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Round(x);
}

/// <summary>1, -1, or x itself where it is 0 or not a number.</summary>
internal readonly struct Signum : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(x, TLanes.Zero, TLanes.All(1), TLanes.IfGreater(TLanes.Zero, x, TLanes.All(-1), x));
}

/// <summary>x, but not below one number and, what goes before, not above another.</summary>
internal readonly struct Clipped(float least, float most) : IFunction1
{
    private readonly float least = least;
    private readonly float most = most;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Min(TLanes.All(most), TLanes.Max(TLanes.All(least), x));
}

/// <summary>The error function.</summary>
internal readonly struct ErrorFunction : IFunction1
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Transcendental.Erf<TLanes, TVector>(x);
}
