namespace Pointwise.Kernels;

/// <summary>Where the values of one transform are read, as a type so that it is compiled in.</summary>
internal interface IWinogradSource
{
    /// <summary>One of the values, at some channels.</summary>
    TVector Load<TLanes, TVector>(int index)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}
