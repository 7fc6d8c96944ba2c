namespace Pointwise.Kernels;

/// <summary>What batch normalisation sums over the rows, plain and times the deviation (x - centre); as a type so that loops compile it in.</summary>
internal unsafe interface IBatchTerm
{
    /// <param name="deviation">x less the centre of its channel.</param>
    /// <param name="gradient">The gradient of the result at these channels; read only where the term needs it.</param>
    /// <param name="factor">The factor of each channel; read only where the term needs it.</param>
    /// <param name="shift">The addend of each channel; read only where the term needs it.</param>
    static abstract TVector Of<TLanes, TVector>(TVector deviation, float* gradient, float* factor, float* shift)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>The deviation itself: its sums give mean and variance.</summary>
internal readonly unsafe struct Deviation : IBatchTerm
{
    public static TVector Of<TLanes, TVector>(TVector deviation, float* gradient, float* factor, float* shift)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => deviation;
}

/// <summary>The gradient of the result.</summary>
internal readonly unsafe struct PlainGradient : IBatchTerm
{
    public static TVector Of<TLanes, TVector>(TVector deviation, float* gradient, float* factor, float* shift)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Load(gradient);
}

/// <summary>The gradient where the result was positive, else 0. The result is computed as forward did, to the bit, and not read.</summary>
internal readonly unsafe struct RectifiedGradient : IBatchTerm
{
    public static TVector Of<TLanes, TVector>(TVector deviation, float* gradient, float* factor, float* shift)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.IfGreater(TLanes.MultiplyAdd(deviation, TLanes.Load(factor), TLanes.Load(shift)), TLanes.Zero, TLanes.Load(gradient), TLanes.Zero);
}
