using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Kernels;

/// <summary>What this machine's fused multiply-adds give at best: twelve independent chains in registers, no memory.</summary>
internal static unsafe class MultiplyAddPeak
{
    private const int Chains = 12;
    private const int PiecesPerThread = 8;

    /// <summary>FLOP/s of one burst of about a millisecond on one thread, two FLOPs a multiply-add.</summary>
    public static double Measure(LaneWidth width, int steps = 20_000)
    {
        float* sink = stackalloc float[16];
        long start = Stopwatch.GetTimestamp();
        switch (width)
        {
            case LaneWidth.Sixteen: Burst<Lanes16, Vector512<float>>(steps, sink); break;
            case LaneWidth.Eight: Burst<Lanes8, Vector256<float>>(steps, sink); break;
            case LaneWidth.Four: Burst<Lanes4, Vector128<float>>(steps, sink); break;
            default: Burst<Lanes1, float>(steps, sink); break;
        }

        return 2.0 * Chains * (int)width * steps / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>FLOP/s of all threads at once, over about a millisecond.</summary>
    public static double Measure(Workers workers)
    {
        var awake = new Bursts(1);
        workers.Run(ref awake, workers.Count);
        var bursts = new Bursts(20_000 / PiecesPerThread);
        int pieces = PiecesPerThread * workers.Count;
        long start = Stopwatch.GetTimestamp();
        workers.Run(ref bursts, pieces);
        return 2.0 * Chains * (int)workers.Width * bursts.Steps * pieces / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private readonly struct Bursts(int steps) : IWork
    {
        public int Steps => steps;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* sink = stackalloc float[16];
            Burst<TLanes, TVector>(steps, sink);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Burst<TLanes, TVector>(int steps, float* sink)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector half = TLanes.All(0.5f), one = TLanes.All(1);
        TVector a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one, k = one, l = one;
        for (int step = 0; step < steps; step++)
        {
            a = TLanes.MultiplyAdd(a, half, one);
            b = TLanes.MultiplyAdd(b, half, one);
            c = TLanes.MultiplyAdd(c, half, one);
            d = TLanes.MultiplyAdd(d, half, one);
            e = TLanes.MultiplyAdd(e, half, one);
            f = TLanes.MultiplyAdd(f, half, one);
            g = TLanes.MultiplyAdd(g, half, one);
            h = TLanes.MultiplyAdd(h, half, one);
            i = TLanes.MultiplyAdd(i, half, one);
            j = TLanes.MultiplyAdd(j, half, one);
            k = TLanes.MultiplyAdd(k, half, one);
            l = TLanes.MultiplyAdd(l, half, one);
        }

        TVector sum = TLanes.Add(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), TLanes.Add(TLanes.Add(e, f), TLanes.Add(g, h)));
        TLanes.Store(TLanes.Add(sum, TLanes.Add(TLanes.Add(i, j), TLanes.Add(k, l))), sink);
    }
}
