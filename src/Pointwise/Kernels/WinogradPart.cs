using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Values a step apart, of which the last may lie outside the picture: those are zeros.</summary>
/// <param name="first">The first.</param>
/// <param name="step">Floats from one to the next.</param>
/// <param name="count">Values inside the picture.</param>
internal readonly unsafe struct WinogradPart(float* first, nint step, int count) : IWinogradSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load<TLanes, TVector>(int index)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => index < count ? TLanes.Load(first + index * step) : TLanes.Zero;
}
