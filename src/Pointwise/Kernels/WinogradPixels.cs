using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Pixels in a row or a column of a result, with the epilogue; those beyond the picture are left out.</summary>
/// <param name="first">The first pixel.</param>
/// <param name="step">Floats from one to the next.</param>
/// <param name="beside">What a shortcut adds to the first, for epilogues that read it.</param>
/// <param name="besideStep">Floats from there to what it adds to the next.</param>
/// <param name="bias">The bias of these channels.</param>
/// <param name="count">Pixels inside the picture.</param>
internal readonly unsafe struct WinogradPixels<TEpilogue>(float* first, nint step, float* beside, nint besideStep, float* bias, int count) : IWinogradTarget
    where TEpilogue : struct, IEpilogue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLanes, TVector>(int index, TVector value)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (index < count) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(value, bias, beside + index * besideStep), first + index * step);
    }
}
