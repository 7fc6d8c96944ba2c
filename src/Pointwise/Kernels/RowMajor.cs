using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Gives the elements of one shape to another in spoken row-major order, as reshaping does, however the two lie in memory.</summary>
internal static unsafe class RowMajor
{
    /// <summary>Whether dense values of two shapes have their elements in the same order in memory.</summary>
    public static bool LieAlike(Shape first, Shape second)
    {
        if (first.Elements != second.Elements) return false;
        if (first.Elements == 0) return true;
        View a = Dense(first), b = Dense(second);
        return Refine(ref a, ref b) && a.LiesLike(b);
    }

    /// <summary>The destination's elements are the source's in order, or are added to.</summary>
    public static void Copy(Workers workers, in View source, in View destination, bool accumulate = false)
    {
        Debug.Assert(source.Elements == destination.Elements && source.Kind == destination.Kind);
        View from = source, to = destination;
        if (from.Elements == 0) return;
        if (Refine(ref from, ref to))
        {
            ViewCopy.Run(workers, from, to, accumulate);
            return;
        }

        var work = new Work(source, destination, accumulate);
        workers.Run(ref work, work.Split.Count);
    }

    private static View Dense(Shape shape) => View.Of(Rows.Over(null, shape, Rows.RowLength(shape)), shape, ElementKind.Float32);

    /// <summary>Divides axes of both until their extents agree; false where extents of neither are multiples, as of channels-last [1,2,3,5] and [1,3,2,5].</summary>
    private static bool Refine(ref View a, ref View b)
    {
        if (a.IsRowMajor && b.IsRowMajor)
        {
            (a, b) = (a.Flat(), b.Flat());
            return true;
        }

        (a, b) = (Squeeze(a), Squeeze(b));
        for (int axis = 0; axis < a.Rank; axis++)
        {
            int x = a.Extent(axis), y = b.Extent(axis);
            if (x == y) continue;
            if (Math.Max(x, y) % Math.Min(x, y) != 0 || (x > y ? a : b).Rank == Shape.MaxRank) return false;
            if (x > y) a = a.Divide(axis, x / y);
            else b = b.Divide(axis, y / x);
        }

        return true;
    }

    private static View Squeeze(View view)
    {
        for (int axis = view.Rank - 1; axis >= 0; axis--)
            if (view.Extent(axis) == 1) view = view.At(axis, 0);
        return view;
    }

    /// <summary>Element by element, where no nest of loops fits both.</summary>
    private readonly struct Work(View source, View destination, bool accumulate) : IWork
    {
        public Split Split { get; } = Split.OfRows(checked((int)source.Elements), 1);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (long i = Split.Start(piece); i < Split.End(piece); i++)
            {
                long from = source.OffsetOf(i), to = destination.OffsetOf(i);
                if (source.Kind != ElementKind.Float32) destination.Integers[to] = source.Integers[from];
                else if (accumulate) destination.Floats[to] += source.Floats[from];
                else destination.Floats[to] = source.Floats[from];
            }
        }
    }
}
