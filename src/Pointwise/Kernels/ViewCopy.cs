using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>Copies elements from where one view has them to where another of the same shape has them.</summary>
internal static unsafe class ViewCopy
{
    /// <summary>destination = source, or destination += source of floats. Nothing moves where both are the same memory.</summary>
    public static void Run(Workers workers, in View source, in View destination, bool accumulate = false)
    {
        Debug.Assert(source.Kind == destination.Kind);
        if (!accumulate && source.Floats == destination.Floats && source.LiesLike(destination)) return;
        var nest = new LoopNest(destination, source);
        if (nest.IsEmpty) return;
        if (source.Kind != Tensors.ElementKind.Float32) Move(workers, source.Integers, destination.Integers, nest);
        else if (accumulate) Add(workers, source.Floats, destination.Floats, nest);
        else Move(workers, source.Floats, destination.Floats, nest);
    }

    private static void Move<T>(Workers workers, T* source, T* destination, in LoopNest nest)
        where T : unmanaged
    {
        int crossing = Crossing(nest);
        if (crossing >= 0)
        {
            var turned = new TurningWork<T>(source, destination, nest, crossing);
            workers.Run(ref turned, turned.Pieces);
            return;
        }

        var work = new MovingWork<T>(source, destination, nest);
        workers.Run(ref work, nest.Pieces.Count);
    }

    private static void Add(Workers workers, float* source, float* destination, in LoopNest nest)
    {
        var work = new AddingWork(source, destination, nest);
        workers.Run(ref work, nest.Pieces.Count);
    }

    /// <summary>The loop along which the source lies side by side while the destination does along the inner one; -1 where there is none.</summary>
    private static int Crossing(in LoopNest nest)
    {
        if (nest.Depth < 2 || nest.InnerStride(0) != 1 || nest.InnerStride(1) == 1 || nest.Inner < TurningWork<float>.Side) return -1;
        for (int i = nest.Depth - 2; i >= 0; i--)
            if (nest.Stride(i, 1) == 1 && nest.Extent(i) >= TurningWork<float>.Side) return i;
        return -1;
    }

    private readonly struct MovingWork<T>(T* source, T* destination, LoopNest nest) : IWork
        where T : unmanaged
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = nest.Pieces;
            long to = nest.InnerStride(0), from = nest.InnerStride(1);
            for (int run = split.Start(piece); run < split.End(piece); run++)
            {
                LoopNest.Offsets at = nest.RunOf(run);
                T* d = destination + at.A, s = source + at.B;
                if (to == 1 && from == 1) new ReadOnlySpan<T>(s, at.Count).CopyTo(new Span<T>(d, at.Count));
                else if (to == 1 && from == 0) new Span<T>(d, at.Count).Fill(*s);
                else for (int i = 0; i < at.Count; i++) d[i * to] = s[i * from];
            }
        }
    }

    private readonly struct AddingWork(float* source, float* destination, LoopNest nest) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = nest.Pieces;
            long to = nest.InnerStride(0), from = nest.InnerStride(1);
            for (int run = split.Start(piece); run < split.End(piece); run++)
            {
                LoopNest.Offsets at = nest.RunOf(run);
                float* d = destination + at.A, s = source + at.B;
                for (int i = 0; i < at.Count; i++) d[i * to] += s[i * from];
            }
        }
    }

    /// <summary>
    /// Turns planes whose rows lie in the source as the columns do in the destination: in strips, so that each cache line that is read is used up.
    /// </summary>
    private readonly struct TurningWork<T>(T* source, T* destination, LoopNest nest, int crossing) : IWork
        where T : unmanaged
    {
        /// <summary>Rows of a strip: floats of a cache line.</summary>
        public const int Side = 16;

        private int Strips => (nest.Extent(crossing) + Side - 1) / Side;

        /// <summary>One piece is one strip of one plane.</summary>
        public int Pieces => checked(nest.Outer / nest.Extent(crossing) * Strips);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            (int plane, int strip) = Math.DivRem(piece, Strips);
            int first = strip * Side, rows = Math.Min(Side, nest.Extent(crossing) - first);
            long to = first * nest.Stride(crossing, 0), from = first;
            for (int i = nest.Depth - 2; i >= 0; i--)
            {
                if (i == crossing) continue;
                (plane, int place) = Math.DivRem(plane, nest.Extent(i));
                to += place * nest.Stride(i, 0);
                from += place * nest.Stride(i, 1);
            }

            long row = nest.Stride(crossing, 0), column = nest.InnerStride(1);
            for (int x = 0; x < nest.Inner; x++)
            {
                T* s = source + from + x * column, d = destination + to + x;
                for (int y = 0; y < rows; y++) d[y * row] = s[y];
            }
        }
    }
}
