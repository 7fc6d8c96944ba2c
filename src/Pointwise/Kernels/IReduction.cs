namespace Pointwise.Kernels;

/// <summary>How many floats become one, lane by lane.</summary>
internal interface IReduction
{
    /// <summary>What no float at all gives, before <see cref="Finish"/>.</summary>
    static abstract float Start { get; }

    /// <summary>One float more.</summary>
    static abstract TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>Two parts' totals as one.</summary>
    static abstract TVector Join<TLanes, TVector>(TVector a, TVector b)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>The result of a total of so many floats.</summary>
    static abstract TVector Finish<TLanes, TVector>(TVector total, TVector count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}
