namespace Pointwise.Kernels;

/// <summary>
/// One dimension of Winograd's minimal filtering F(out, taps) (arXiv:1509.09308): so many outputs in a row of a filter by out + taps - 1 products,
/// at the points 0, some pairs ±a and infinity. Constants of the inner transforms should be exact floats.
/// </summary>
internal interface IWinogradAxis
{
    /// <summary>Taps of the filter.</summary>
    static abstract int Taps { get; }

    /// <summary>Pixels that come out of a tile.</summary>
    static abstract int Out { get; }

    /// <summary>Pixels that go into a tile: as many products.</summary>
    static abstract int In { get; }

    /// <summary>Pairs of points; none where there is one tap, and nothing to transform.</summary>
    static abstract int Pairs { get; }

    /// <summary>The first pair.</summary>
    static abstract double A { get; }

    /// <summary>The second pair, where there are two.</summary>
    static abstract double B { get; }

    /// <summary>The third pair, where there are three.</summary>
    static abstract double C { get; }

    /// <summary>The fourth pair, where there are four.</summary>
    static abstract double D { get; }
}
