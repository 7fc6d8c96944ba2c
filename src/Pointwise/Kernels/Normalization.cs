using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Batch normalisation once the statistics are known: y = (x - mean) * factor + shift per channel, in one pass over memory.</summary>
internal static unsafe class Normalization
{
    /// <summary>Writes y; it may lie where x does.</summary>
    public static void Run<TEpilogue>(Workers workers, Rows x, Rows mean, Rows factor, Rows shift, Rows y)
        where TEpilogue : struct, IEpilogue
    {
        Debug.Assert(y.Count == x.Count && y.C == x.C && mean.C == x.C && factor.C == x.C && shift.C == x.C);
        var work = new Work<TEpilogue>(x, mean, factor, shift, y);
        workers.Run(ref work, Split.OfRows(x.Count, x.C).Count);
    }

    private readonly struct Work<TEpilogue>(Rows x, Rows mean, Rows factor, Rows shift, Rows y) : IWork
        where TEpilogue : struct, IEpilogue
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(x.Count, x.C);
            Block<TLanes, TVector, TEpilogue>(x, mean.Data, factor.Data, shift.Data, y, split.Start(piece), split.End(piece));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TLanes, TVector, TEpilogue>(Rows x, float* mean, float* factor, float* shift, Rows y, int start, int end)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int count = x.C, whole = count - TLanes.Count;
        float* from = x.Row(start);
        float* to = y.Row(start);
        for (int row = start; row < end; row++, from += x.Stride, to += y.Stride)
        {
            int c = 0;
            for (; c <= whole; c += TLanes.Count)
            {
                TVector d = TLanes.Subtract(TLanes.Load(from + c), TLanes.Load(mean + c));
                TVector value = TLanes.MultiplyAdd(d, TLanes.Load(factor + c), TLanes.Load(shift + c));
                TLanes.Store(TEpilogue.Apply<TLanes, TVector>(value, null, null), to + c);
            }

            for (; c < count; c++)
                to[c] = TEpilogue.Apply<Lanes1, float>(Lanes1.MultiplyAdd(from[c] - mean[c], factor[c], shift[c]), null, null);
        }
    }
}
