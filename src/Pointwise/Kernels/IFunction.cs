namespace Pointwise.Kernels;

/// <summary>A function of one value, lane by lane.</summary>
internal interface IFunction1
{
    TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>A function of two values, lane by lane.</summary>
internal interface IFunction2
{
    TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>x.</summary>
internal readonly struct Identity : IFunction1
{
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => x;
}

/// <summary>max(0, x).</summary>
internal readonly struct Rectified : IFunction1
{
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Rectify(x);
}

/// <summary>x where y &gt; 0, else 0: the gradient x of max(0, ·) whose result was y.</summary>
internal readonly struct WherePositive : IFunction2
{
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(y, TLanes.Zero, x, TLanes.Zero);
}

/// <summary>x times y where x is not above 0, else 0: what a slope below zero gets of the gradient y.</summary>
internal readonly struct BelowZero : IFunction2
{
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfGreater(x, TLanes.Zero, TLanes.Zero, TLanes.Multiply(x, y));
}

/// <summary>x + y.</summary>
internal readonly struct Sum : IFunction2
{
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(x, y);
}

/// <summary>max(0, x + y).</summary>
internal readonly struct RectifiedSum : IFunction2
{
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Rectify(TLanes.Add(x, y));
}

/// <summary>x times y.</summary>
internal readonly struct Product : IFunction2
{
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, y);
}

/// <summary>x times a number.</summary>
internal readonly struct Scaled(float factor) : IFunction1
{
    private readonly float factor = factor;

    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, TLanes.All(factor));
}
