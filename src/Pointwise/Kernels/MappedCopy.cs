using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Copies elements whose places come from other places, each axis for itself; what comes from nowhere gets a value of its own.</summary>
internal static unsafe class MappedCopy
{
    /// <summary>destination[i, j, …] = source[map(i), map(j), …].</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="map">Where places come from.</param>
    /// <param name="source">Of the destination's rank and kind.</param>
    /// <param name="destination">What is written.</param>
    /// <param name="filler">One element of the same kind; null where every place comes from somewhere, or for 0.</param>
    public static void Run<TMap>(Workers workers, TMap map, in View source, in View destination, View? filler = null)
        where TMap : struct, IAxisMap
    {
        Debug.Assert(source.Rank == destination.Rank && source.Kind == destination.Kind);
        if (destination.Elements == 0) return;
        if (source.Kind == ElementKind.Float32)
        {
            var work = new Work<float, TMap>(map, source, source.Floats, destination, destination.Floats, filler is { } value ? *value.Floats : 0);
            workers.Run(ref work, work.Split.Count);
        }
        else
        {
            var work = new Work<long, TMap>(map, source, source.Integers, destination, destination.Integers, filler is { } value ? *value.Integers : 0);
            workers.Run(ref work, work.Split.Count);
        }
    }

    private readonly struct Work<T, TMap> : IWork
        where T : unmanaged
        where TMap : struct, IAxisMap
    {
        private readonly TMap map;
        private readonly View source, destination;
        private readonly T* from, to;
        private readonly T filler;
        private readonly Order order;
        private readonly int inner;

        public Work(TMap map, in View source, T* from, in View destination, T* to, T filler)
        {
            (this.map, this.source, this.destination, this.filler) = (map, source, destination, filler);
            this.from = from;
            this.to = to;
            order = OrderOf(destination);
            inner = destination.Rank == 0 ? 1 : destination.Extent(order[destination.Rank - 1]);
            Split = Split.OfRows(checked((int)(destination.Elements / inner)), inner);
        }

        /// <summary>A row runs along the axis that lies closest together.</summary>
        public Split Split { get; }

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                long read = 0, written = 0, rest = row;
                bool nowhere = false;
                for (int i = destination.Rank - 2; i >= 0; i--)
                {
                    int axis = order[i];
                    (rest, long place) = Math.DivRem(rest, destination.Extent(axis));
                    long come = map.Source(axis, place);
                    nowhere |= come < 0;
                    read += come * source.Stride(axis);
                    written += place * destination.Stride(axis);
                }

                Fill(from + read, to + written, nowhere);
            }
        }

        private void Fill(T* read, T* written, bool nowhere)
        {
            if (destination.Rank == 0)
            {
                *written = *read;
                return;
            }

            int axis = order[destination.Rank - 1];
            long step = destination.Stride(axis), stride = source.Stride(axis);
            if (nowhere)
            {
                for (int i = 0; i < inner; i++) written[i * step] = filler;
            }
            else if (map.IsPlain(axis))
            {
                for (int i = 0; i < inner; i++) written[i * step] = read[i * stride];
            }
            else
            {
                for (int i = 0; i < inner; i++)
                {
                    long come = map.Source(axis, i);
                    written[i * step] = come < 0 ? filler : read[come * stride];
                }
            }
        }
    }

    /// <summary>The axes as they lie in memory, the largest stride first.</summary>
    private static Order OrderOf(in View view)
    {
        Order order = default;
        for (int i = 0; i < view.Rank; i++)
        {
            int place = i;
            for (; place > 0 && view.Stride(order[place - 1]) < view.Stride(i); place--) order[place] = order[place - 1];
            order[place] = i;
        }

        return order;
    }

    [InlineArray(Shape.MaxRank)]
    private struct Order
    {
        private int first;
    }
}
