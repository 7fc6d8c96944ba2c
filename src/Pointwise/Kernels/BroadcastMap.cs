using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Functions of one or two floats at each place of a result, the operands broadcast to it by numpy's rules, lying as they may.</summary>
internal static unsafe class BroadcastMap
{
    /// <summary>destination = f(x, y), or destination += f(x, y). Operands of the destination's shape may lie where it does.</summary>
    public static void Run<TFunction>(Workers workers, TFunction function, View x, View y, View destination, bool accumulate = false)
        where TFunction : struct, IFunction2
    {
        var nest = new LoopNest(destination, Alignment.Broadcast(x, destination), Alignment.Broadcast(y, destination));
        var work = new Work<TFunction>(function, nest, destination.Floats, x.Floats, y.Floats, accumulate);
        workers.Run(ref work, nest.Pieces.Count);
    }

    /// <summary>destination = f(x), or destination += f(x).</summary>
    public static void Run<TFunction>(Workers workers, TFunction function, View x, View destination, bool accumulate = false)
        where TFunction : struct, IFunction1 => Run(workers, new OfFirst<TFunction>(function), x, x, destination, accumulate);

    /// <summary>destination = f(x), or destination += f(x), where x is what a reduction left of the destination's shape.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="function">f.</param>
    /// <param name="x">The values to repeat.</param>
    /// <param name="reduced">A bit for each of the destination's axes that x is repeated along.</param>
    /// <param name="destination">What is written.</param>
    /// <param name="accumulate">Whether to add.</param>
    public static void Spread<TFunction>(Workers workers, TFunction function, View x, uint reduced, View destination, bool accumulate)
        where TFunction : struct, IFunction1 => Run(workers, function, Alignment.Restore(x, reduced, destination), destination, accumulate);

    private readonly struct OfFirst<TFunction>(TFunction function) : IFunction2
        where TFunction : struct, IFunction1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => function.Apply<TLanes, TVector>(x);
    }

    private readonly struct Work<TFunction>(TFunction function, LoopNest nest, float* destination, float* x, float* y, bool accumulate) : IWork
        where TFunction : struct, IFunction2
    {
        private readonly LoopNest nest = nest;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = nest.Pieces;
            nint dStep = (nint)nest.InnerStride(0), xStep = (nint)nest.InnerStride(1), yStep = (nint)nest.InnerStride(2);
            bool isRow = dStep == 1 && xStep is (0 or 1) && yStep is (0 or 1);
            for (int run = split.Start(piece); run < split.End(piece); run++)
            {
                LoopNest.Offsets at = nest.RunOf(run);
                float* d = destination + at.A, a = x + at.B, b = y + at.C;
                if (isRow) Row<TLanes, TVector>(a, xStep, b, yStep, d, at.Count);
                else Scattered(a, xStep, b, yStep, d, dStep, at.Count);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Row<TLanes, TVector>(float* a, nint aStep, float* b, nint bStep, float* d, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int i = 0;
            if (count >= TLanes.Count)
            {
                TVector oneA = TLanes.All(*a), oneB = TLanes.All(*b);
                for (; i <= count - TLanes.Count; i += TLanes.Count)
                {
                    TVector value = function.Apply<TLanes, TVector>(aStep == 0 ? oneA : TLanes.Load(a + i), bStep == 0 ? oneB : TLanes.Load(b + i));
                    TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(d + i), value) : value, d + i);
                }
            }

            if (i < count) Scattered(a + i * aStep, aStep, b + i * bStep, bStep, d + i, 1, count - i);
        }

        private void Scattered(float* a, nint aStep, float* b, nint bStep, float* d, nint dStep, int count)
        {
            for (int i = 0; i < count; i++, a += aStep, b += bStep, d += dStep)
            {
                float value = function.Apply<Lanes1, float>(*a, *b);
                *d = accumulate ? *d + value : value;
            }
        }
    }
}
