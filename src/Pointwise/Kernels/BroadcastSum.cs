using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Sums the gradients of a value that was repeated, each element's in the order in which the repetitions lie.</summary>
internal static unsafe class BroadcastSum
{
    /// <summary>destination = or += the sums of source over the axes that the destination is broadcast along.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="source">Floats of the larger shape.</param>
    /// <param name="destination">Floats that broadcast to it.</param>
    /// <param name="shape">The larger shape.</param>
    /// <param name="accumulate">Whether to add to what the destination holds.</param>
    public static void Run(Workers workers, in View source, in View destination, Shape shape, bool accumulate)
    {
        View wide = destination.BroadcastTo(shape), kept = source, repeated = source;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            bool repeats = wide.Stride(axis) == 0 && shape[axis] != 1;
            if (repeats && shape[axis] == 0)
            {
                if (!accumulate) ViewFill.Run(workers, destination, 0f);
                return;
            }

            if (repeats) (kept, wide) = (kept.At(axis, 0), wide.At(axis, 0));
            else if (shape[axis] > 0) repeated = repeated.At(axis, 0);
        }

        if (wide.Elements == 0) return;
        if (repeated.Rank == 0 || repeated.Elements == 1)
        {
            ViewCopy.Run(workers, kept, wide, accumulate);
            return;
        }

        var work = new Work(kept, wide, repeated, accumulate);
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct Work : IWork
    {
        private readonly View kept, destination;
        private readonly float* source;
        private readonly LoopNest repetitions;
        private readonly bool accumulate;

        public Work(in View kept, in View destination, in View repeated, bool accumulate)
        {
            (this.kept, this.destination, this.accumulate) = (kept, destination, accumulate);
            source = kept.Floats;
            repetitions = new LoopNest(repeated, repeated);
            Split = Split.OfRows(checked((int)destination.Elements), (int)Math.Min(int.MaxValue, repeated.Elements));
        }

        public Split Split { get; }

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (long i = Split.Start(piece); i < Split.End(piece); i++)
            {
                float* to = destination.Floats + destination.OffsetOf(i);
                float sum = Sum(source + kept.OffsetOf(i));
                *to = accumulate ? *to + sum : sum;
            }
        }

        private float Sum(float* first)
        {
            float sum = 0;
            long step = repetitions.InnerStride(0);
            for (int run = 0; run < repetitions.Pieces.Total; run++)
            {
                LoopNest.Offsets at = repetitions.RunOf(run);
                for (int i = 0; i < at.Count; i++) sum += first[at.A + i * step];
            }

            return sum;
        }
    }
}
