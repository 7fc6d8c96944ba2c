using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>A column of pixels: one of each line, as far from the line's first.</summary>
/// <param name="lines">The lines' first pixels.</param>
/// <param name="masks">-1; 0 for a line outside the picture, whose only pixel is a zero.</param>
/// <param name="offset">Floats from a line's first pixel to the column's.</param>
internal readonly unsafe struct WinogradLines(float** lines, nint* masks, nint offset) : IWinogradSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load<TLanes, TVector>(int index)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Load(lines[index] + (offset & masks[index]));
}
