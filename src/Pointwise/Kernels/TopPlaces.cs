namespace Pointwise.Kernels;

/// <summary>The first elements along an axis in the order of their size; of equal ones the one of the lower index comes first.</summary>
internal static unsafe class TopPlaces
{
    /// <summary>result = the elements, or their indices.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="x">The elements; along the axis at least as many as the result has.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="largest">Whether the largest come first.</param>
    /// <param name="indices">Whether the result is whole numbers that tell where, else elements as those of x.</param>
    /// <param name="result">Of x's shape but along the axis.</param>
    public static void Run<T, TKey>(Workers workers, View x, int axis, bool largest, bool indices, View result)
        where T : unmanaged
        where TKey : struct, IOrderedKey<T>
    {
        if (result.Extent(axis) == 0) return;
        var axes = new ReductionAxes(x, result.At(axis, 0), 1u << axis);
        var work = new Work<T, TKey>
        {
            X = (T*)x.Floats, Result = result.Floats, Axes = axes, Cut = new ReductionCut(axes.Kept, axes.Count, 1), Largest = largest, Indices = indices,
            Workers = workers, Wanted = result.Extent(axis), ResultStep = result.Stride(axis),
        };
        workers.Run(ref work, work.Cut.Pieces);
    }

    private struct Entry
    {
        public long Key;
        public int Index;

        public readonly bool ComesBefore(Entry other) => Key > other.Key || (Key == other.Key && Index < other.Index);
    }

    private struct Work<T, TKey> : IWork
        where T : unmanaged
        where TKey : struct, IOrderedKey<T>
    {
        public T* X;
        public void* Result;
        public ReductionAxes Axes;
        public ReductionCut Cut;
        public bool Largest, Indices;
        public int Wanted;
        public long ResultStep;
        public Workers Workers;

        public readonly void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            var heap = (Entry*)Workers.Scratch(worker).Bytes((long)Axes.Count * sizeof(Entry));
            (int first, int end) = Cut.RunsOf(piece);
            for (int run = first; run < end; run++)
            {
                LoopNest.Offsets at = Axes.Kept.RunOf(run);
                (int column, int last) = Cut.ColumnsOf(piece, at.Count);
                for (; column < last; column++)
                    Line(X + at.A + column * Axes.Kept.InnerStride(0), at.B + column * Axes.Kept.InnerStride(1), heap);
            }
        }

        /// <summary>A heap of all elements of a line, of which the wanted ones are taken.</summary>
        private readonly void Line(T* line, long start, Entry* heap)
        {
            int count = Axes.Count;
            long step = Axes.Reduced.InnerStride(0);
            for (int i = 0; i < count; i++)
            {
                long key = TKey.Of(line[i * step]);
                heap[i] = new Entry { Key = Largest ? key : ~key, Index = i };
            }

            for (int i = count / 2 - 1; i >= 0; i--) Sink(heap, i, count);
            for (int taken = 0, left = count; taken < Wanted; taken++)
            {
                int index = heap->Index;
                if (Indices) ((long*)Result)[start + taken * ResultStep] = index;
                else ((T*)Result)[start + taken * ResultStep] = line[index * step];
                heap[0] = heap[--left];
                Sink(heap, 0, left);
            }
        }

        private static void Sink(Entry* heap, int place, int count)
        {
            Entry moved = heap[place];
            while (2 * place + 1 < count)
            {
                int child = 2 * place + 1;
                if (child + 1 < count && heap[child + 1].ComesBefore(heap[child])) child++;
                if (moved.ComesBefore(heap[child])) break;
                heap[place] = heap[child];
                place = child;
            }

            heap[place] = moved;
        }
    }
}
