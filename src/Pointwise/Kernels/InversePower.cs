using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>x^-beta.</summary>
internal readonly struct InversePower(float beta) : IFunction1
{
    private readonly float beta = beta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Transcendental.InversePower<TLanes, TVector>(x, TLanes.All(beta));
}

/// <summary>
/// x^-3/4 as x^1/4 / x, the power of GoogLeNet's response normalisation: two square roots and a division, each exactly rounded,
/// within 2 units in the last place over all floats. 1 / (x^1/2 x^1/4) is off by up to 4 and one product longer.
/// </summary>
internal readonly struct InverseThreeQuarters : IFunction1
{
    public const float Beta = 0.75f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector y = TLanes.Divide(TLanes.Sqrt(TLanes.Sqrt(x)), x);
        y = TLanes.IfEqual(x, TLanes.Zero, TLanes.All(float.PositiveInfinity), y);
        return TLanes.IfEqual(x, TLanes.All(float.PositiveInfinity), TLanes.Zero, y);
    }
}
