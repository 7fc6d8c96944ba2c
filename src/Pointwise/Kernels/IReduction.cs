using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>How many floats become one, lane by lane: their sum, but for what a reduction says itself.</summary>
internal interface IReduction
{
    /// <summary>What no float at all gives, before <see cref="Finish"/>.</summary>
    static virtual float Start => 0;

    /// <summary>One float more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(total, x);

    /// <summary>Two parts' totals as one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TVector Join<TLanes, TVector>(TVector a, TVector b)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(a, b);

    /// <summary>The result of a total of so many floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TVector Finish<TLanes, TVector>(TVector total, TVector count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => total;
}
