namespace Pointwise.Kernels;

/// <summary>Where along an axis the largest or smallest element is.</summary>
internal static unsafe class ExtremePlaces
{
    /// <summary>places = the index of the extreme element along the axis; of equal ones the first, or the last.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="x">At least one element along the axis.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="places">Whole numbers, of the same rank with an extent of 1, or with the axis taken out.</param>
    /// <param name="largest">Whether the largest is sought.</param>
    /// <param name="last">Whether the last of equal ones is meant.</param>
    public static void Run<T, TKey>(Workers workers, View x, int axis, View places, bool largest, bool last)
        where T : unmanaged
        where TKey : struct, IOrderedKey<T>
    {
        var work = new Work<T, TKey>((T*)x.Floats, places.Integers, new ReductionAxes(x, places, 1u << axis), largest, last);
        workers.Run(ref work, work.Cut.Pieces);
    }

    private readonly struct Work<T, TKey>(T* x, long* places, ReductionAxes axes, bool largest, bool last) : IWork
        where T : unmanaged
        where TKey : struct, IOrderedKey<T>
    {
        private readonly ReductionAxes axes = axes;

        public ReductionCut Cut { get; } = new(axes.Kept, axes.Count, 1);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            (int first, int end) = Cut.RunsOf(piece);
            for (int run = first; run < end; run++)
            {
                LoopNest.Offsets at = axes.Kept.RunOf(run);
                (int column, int last) = Cut.ColumnsOf(piece, at.Count);
                for (; column < last; column++)
                    places[at.B + column * axes.Kept.InnerStride(1)] = Place(x + at.A + column * axes.Kept.InnerStride(0));
            }
        }

        private long Place(T* next)
        {
            long count = axes.Count, step = axes.Reduced.InnerStride(0), place = 0, best = Key(*next);
            for (long i = 1; i < count; i++)
            {
                long key = Key(next[i * step]);
                if (key < best || (key == best && !last)) continue;
                (place, best) = (i, key);
            }

            return place;
        }

        private long Key(T value) => largest ? TKey.Of(value) : ~TKey.Of(value);
    }
}
