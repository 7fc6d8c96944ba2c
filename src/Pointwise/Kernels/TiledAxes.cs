namespace Pointwise.Kernels;

/// <summary>The places of an axis over and over.</summary>
internal readonly struct TiledAxes(AxisNumbers extents, AxisNumbers repeats) : IAxisMap
{
    public long Source(int axis, long place) => place % extents[axis];

    public bool IsPlain(int axis) => repeats[axis] == 1;
}
