using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Reductions of floats over any axes. The order in which the floats of one result are taken is that of memory; every 128 of a lane make a part,
/// and parts are joined in order, so that long sums stay exact. Where neighbours go into one result, float i goes to virtual lane i mod 16.
/// </summary>
internal static unsafe class FloatReduction
{
    private const int PartSteps = 128;
    private const int MostColumns = 64;

    /// <summary>result = the reduction of x, or result += it.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="x">The floats.</param>
    /// <param name="axes">A bit for each axis that is reduced.</param>
    /// <param name="result">Of the same rank with extents of 1, or with the reduced axes taken out.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    public static void Run<TReduction>(Workers workers, in View x, uint axes, in View result, bool accumulate = false)
        where TReduction : struct, IReduction
    {
        var places = new ReductionAxes(x, result, axes);
        if (places.IsAlong)
        {
            var work = new Along<TReduction>(x.Floats, result.Floats, places, accumulate);
            workers.Run(ref work, work.Cut.Pieces);
        }
        else
        {
            var work = new Across<TReduction>(x.Floats, result.Floats, places, accumulate);
            workers.Run(ref work, work.Cut.Pieces);
        }
    }

    /// <summary>Neighbours in memory belong to neighbouring results: lanes across these.</summary>
    private readonly struct Across<TReduction>(float* x, float* result, ReductionAxes axes, bool accumulate) : IWork
        where TReduction : struct, IReduction
    {
        private readonly ReductionAxes axes = axes;

        public ReductionCut Cut { get; } = new(axes.Kept, axes.Count, MostColumns);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint from = (nint)axes.Kept.InnerStride(0), to = (nint)axes.Kept.InnerStride(1);
            (int first, int end) = Cut.RunsOf(piece);
            for (int run = first; run < end; run++)
            {
                LoopNest.Offsets at = axes.Kept.RunOf(run);
                (int column, int last) = Cut.ColumnsOf(piece, at.Count);
                for (; column < last; column += MostColumns)
                    Block<TLanes, TVector>(x + at.A + column * from, from, result + at.B + column * to, to, Math.Min(MostColumns, last - column));
            }
        }

        private void Block<TLanes, TVector>(float* source, nint from, float* destination, nint to, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* found = stackalloc float[MostColumns];
            int i = 0;
            if (from == 1)
                for (; i <= count - TLanes.Count; i += TLanes.Count) TLanes.Store(Total<TLanes, TVector>(source + i), found + i);
            for (; i < count; i++) found[i] = Total<Lanes1, float>(source + i * from);
            for (i = 0; i < count; i++, destination += to) *destination = accumulate ? *destination + found[i] : found[i];
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private TVector Total<TLanes, TVector>(float* source)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            ref readonly LoopNest reduced = ref axes.Reduced;
            TVector total = TLanes.All(TReduction.Start), part = total;
            int left = PartSteps, runs = reduced.Pieces.Total;
            nint step = (nint)reduced.InnerStride(0);
            for (int run = 0; run < runs; run++)
            {
                LoopNest.Offsets at = reduced.RunOf(run);
                float* next = source + at.A;
                for (int done = 0; done < at.Count;)
                {
                    int steps = Math.Min(left, at.Count - done);
                    for (int i = 0; i < steps; i++, next += step) part = TReduction.Take<TLanes, TVector>(part, TLanes.Load(next));
                    done += steps;
                    left -= steps;
                    if (left > 0) continue;
                    total = TReduction.Join<TLanes, TVector>(total, part);
                    part = TLanes.All(TReduction.Start);
                    left = PartSteps;
                }
            }

            total = TReduction.Join<TLanes, TVector>(total, part);
            return TReduction.Finish<TLanes, TVector>(total, TLanes.All(axes.Count));
        }
    }

    /// <summary>Neighbours in memory go into one result.</summary>
    private readonly struct Along<TReduction>(float* x, float* result, ReductionAxes axes, bool accumulate) : IWork
        where TReduction : struct, IReduction
    {
        private const int VirtualLanes = RowSums.VirtualLanes;
        private const int FloatsOfAPart = PartSteps * VirtualLanes;
        private readonly ReductionAxes axes = axes;

        public ReductionCut Cut { get; } = new(axes.Kept, axes.Count, 1);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint from = (nint)axes.Kept.InnerStride(0), to = (nint)axes.Kept.InnerStride(1);
            (int first, int end) = Cut.RunsOf(piece);
            for (int run = first; run < end; run++)
            {
                LoopNest.Offsets at = axes.Kept.RunOf(run);
                (int column, int last) = Cut.ColumnsOf(piece, at.Count);
                for (; column < last; column++)
                {
                    float found = Total<TLanes, TVector>(x + at.A + column * from);
                    float* destination = result + at.B + column * to;
                    *destination = accumulate ? *destination + found : found;
                }
            }
        }

        private float Total<TLanes, TVector>(float* source)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* part = stackalloc float[2 * VirtualLanes];
            float* total = part + VirtualLanes;
            new Span<float>(part, 2 * VirtualLanes).Fill(TReduction.Start);
            ref readonly LoopNest reduced = ref axes.Reduced;
            nint step = (nint)reduced.InnerStride(0);
            int runs = reduced.Pieces.Total;
            long taken = 0;
            for (int run = 0; run < runs; run++)
            {
                LoopNest.Offsets at = reduced.RunOf(run);
                float* next = source + at.A;
                for (int left = at.Count; left > 0;)
                {
                    int place = (int)(taken % FloatsOfAPart), count = Math.Min(left, FloatsOfAPart - place);
                    Take<TLanes, TVector>(next, step, count, place, part);
                    next += count * step;
                    (left, taken) = (left - count, taken + count);
                    if (place + count == FloatsOfAPart) Join(total, part);
                }
            }

            Join(total, part);
            for (int half = VirtualLanes / 2; half > 0; half /= 2)
                for (int i = 0; i < half; i++) total[i] = TReduction.Join<Lanes1, float>(total[i], total[i + half]);
            return TReduction.Finish<Lanes1, float>(*total, axes.Count);
        }

        /// <summary>Takes floats into the virtual lanes from that of the place on.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Take<TLanes, TVector>(float* next, nint step, int count, int place, float* part)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int i = 0;
            for (; i < count && (place + i) % VirtualLanes != 0; i++) One(part + (place + i) % VirtualLanes, next[i * step]);
            if (step == 1)
            {
                int end = i + (count - i) / VirtualLanes * VirtualLanes;
                for (int lane = 0; lane < VirtualLanes; lane += TLanes.Count)
                {
                    TVector sum = TLanes.Load(part + lane);
                    for (int k = i + lane; k < end; k += VirtualLanes) sum = TReduction.Take<TLanes, TVector>(sum, TLanes.Load(next + k));
                    TLanes.Store(sum, part + lane);
                }

                i = end;
            }

            for (; i < count; i++) One(part + (place + i) % VirtualLanes, next[i * step]);
        }

        private static void One(float* lane, float x) => *lane = TReduction.Take<Lanes1, float>(*lane, x);

        /// <summary>Adds a part to the total and starts the next.</summary>
        private static void Join(float* total, float* part)
        {
            for (int i = 0; i < VirtualLanes; i++)
            {
                total[i] = TReduction.Join<Lanes1, float>(total[i], part[i]);
                part[i] = TReduction.Start;
            }
        }
    }
}
