namespace Pointwise.Kernels;

/// <summary>Where the results of one transform go, as a type so that it is compiled in.</summary>
internal interface IWinogradTarget
{
    /// <summary>Takes one of the results, at some channels.</summary>
    void Store<TLanes, TVector>(int index, TVector value)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}
