using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The sum of the squares of dense values, added in one order whatever the threads and lanes.</summary>
internal static unsafe class SumOfSquares
{
    private const int VirtualLanes = 16;

    /// <summary>Each piece in sixteen lanes and a fixed tree; the pieces in ascending order, in double.</summary>
    public static double Of(Workers workers, Rows x)
    {
        Debug.Assert(x.IsDense);
        var split = Split.OfRows(checked((int)x.Elements), 1);
        float* sums = (float*)workers.CallScratch.Bytes((long)split.Count * sizeof(float));
        var work = new Work(x.Data, sums, split);
        workers.Run(ref work, split.Count);
        double sum = 0;
        for (int i = 0; i < split.Count; i++) sum += sums[i];
        return sum;
    }

    private readonly struct Work(float* x, float* sums, Split split) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int start = split.Start(piece);
            sums[piece] = Piece<TLanes, TVector>(x + start, split.End(piece) - start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Piece<TLanes, TVector>(float* x, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* lanes = stackalloc float[VirtualLanes];
        for (int k = 0; k < VirtualLanes; k++) lanes[k] = 0;
        int i = 0;
        for (; i <= count - VirtualLanes; i += VirtualLanes)
        {
            for (int k = 0; k < VirtualLanes; k += TLanes.Count)
            {
                TVector value = TLanes.Load(x + i + k);
                TLanes.Store(TLanes.MultiplyAdd(value, value, TLanes.Load(lanes + k)), lanes + k);
            }
        }

        for (int k = 0; i < count; i++, k++) lanes[k] = Lanes1.MultiplyAdd(x[i], x[i], lanes[k]);
        for (int half = VirtualLanes / 2; half > 0; half /= 2)
            for (int k = 0; k < half; k++) lanes[k] += lanes[k + half];
        return lanes[0];
    }
}
