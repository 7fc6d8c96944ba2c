using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Values a step apart that results are added to.</summary>
/// <param name="first">The first.</param>
/// <param name="step">Floats from one to the next.</param>
internal readonly unsafe struct WinogradAdding(float* first, nint step) : IWinogradTarget
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLanes, TVector>(int index, TVector value)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Store(TLanes.Add(TLanes.Load(first + index * step), value), first + index * step);
}
