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

/// <summary>x^-3/4, the power of GoogLeNet's response normalisation: two square roots and a division, each exactly rounded.</summary>
internal readonly struct InverseThreeQuarters : IFunction1
{
    public const float Beta = 0.75f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector root = TLanes.Sqrt(x);
        return TLanes.Divide(TLanes.All(1), TLanes.Multiply(root, TLanes.Sqrt(root)));
    }
}
