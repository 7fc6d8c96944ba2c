using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Values a step apart.</summary>
/// <param name="first">The first.</param>
/// <param name="step">Floats from one to the next; below 0 where they are turned round.</param>
internal readonly unsafe struct WinogradStrided(float* first, nint step) : IWinogradSource, IWinogradTarget
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load<TLanes, TVector>(int index)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Load(first + index * step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLanes, TVector>(int index, TVector value)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Store(value, first + index * step);
}
