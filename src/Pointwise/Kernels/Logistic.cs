namespace Pointwise.Kernels;

/// <summary>1 / (1 + e^-x).</summary>
internal readonly struct LogisticCurve : IFunction1
{
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector one = TLanes.All(1);
        return TLanes.Divide(one, TLanes.Add(one, Transcendental.Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Zero, x))));
    }
}

/// <summary>The gradient x of 1 / (1 + e^-·) whose result was y: x * y * (1 - y).</summary>
internal readonly struct LogisticSlope : IFunction2
{
    public TVector Apply<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(TLanes.Multiply(x, y), TLanes.Subtract(TLanes.All(1), y));
}
