using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Sums along a row that are the same bits with any lanes: element i goes to virtual lane i mod 16 in ascending order,
/// then the sixteen are added as a tree.
/// </summary>
internal static unsafe class RowSums
{
    public const int VirtualLanes = 16;

    /// <summary>The sum of a row.</summary>
    public static float Sum<TLanes, TVector>(float* x, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* lanes = stackalloc float[VirtualLanes];
        Lanes<TLanes, TVector>(x, null, count, lanes);
        return Tree(lanes);
    }

    /// <summary>The sum of x * y.</summary>
    public static float Dot<TLanes, TVector>(float* x, float* y, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* lanes = stackalloc float[VirtualLanes];
        Lanes<TLanes, TVector>(x, y, count, lanes);
        return Tree(lanes);
    }

    /// <summary>The largest element; which one where some are not numbers is left open.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Max<TLanes, TVector>(float* x, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* lanes = stackalloc float[VirtualLanes];
        TVector most = TLanes.All(float.NegativeInfinity);
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count) most = TLanes.Max(most, TLanes.Load(x + i));
        TLanes.Store(most, lanes);
        for (int lane = 1; lane < TLanes.Count; lane++) lanes[0] = Lanes1.Max(lanes[0], lanes[lane]);
        for (; i < count; i++) lanes[0] = Lanes1.Max(lanes[0], x[i]);
        return lanes[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lanes<TLanes, TVector>(float* x, float* y, int count, float* lanes)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int whole = count / VirtualLanes * VirtualLanes;
        for (int lane = 0; lane < VirtualLanes; lane += TLanes.Count)
        {
            TVector sum = TLanes.Zero;
            if (y == null) for (int i = lane; i < whole; i += VirtualLanes) sum = TLanes.Add(sum, TLanes.Load(x + i));
            else for (int i = lane; i < whole; i += VirtualLanes) sum = TLanes.MultiplyAdd(TLanes.Load(x + i), TLanes.Load(y + i), sum);
            TLanes.Store(sum, lanes + lane);
        }

        for (int i = whole; i < count; i++)
            lanes[i - whole] = y == null ? lanes[i - whole] + x[i] : Lanes1.MultiplyAdd(x[i], y[i], lanes[i - whole]);
    }

    private static float Tree(float* lanes)
    {
        for (int half = VirtualLanes / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }
}
