using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Copies the places of an axis that indices name.</summary>
internal static unsafe class IndexedCopy
{
    /// <summary>destination[a.., i.., b..] = source[a.., indices[i..], b..].</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="source">What is copied from.</param>
    /// <param name="axis">The source's axis.</param>
    /// <param name="indices">Places of the axis; negative ones count from its end.</param>
    /// <param name="destination">Of the source's rank - 1 + the indices' rank.</param>
    /// <exception cref="PointwiseException">An index is out of range; nothing beyond the axis is read.</exception>
    public static void Run(Workers workers, in View source, int axis, in View indices, in View destination)
    {
        if (destination.Elements == 0) return;
        long count = indices.Elements;
        for (long i = 0; i < count; i++) _ = PlaceOf(indices, i, source.Extent(axis));
        for (long i = 0; i < count; i++)
            ViewCopy.Run(workers, source.At(axis, PlaceOf(indices, i, source.Extent(axis))), Fixed(destination, axis, indices, i));
    }

    /// <summary>The part of the destination that one index fills.</summary>
    private static View Fixed(View destination, int axis, in View indices, long index)
    {
        for (int i = indices.Rank - 1; i >= 0; i--)
        {
            (index, long place) = Math.DivRem(index, indices.Extent(i));
            destination = destination.At(axis + i, place);
        }

        return destination;
    }

    private static long PlaceOf(in View indices, long index, int extent)
    {
        long place = indices.Integers[indices.OffsetOf(index)];
        if (place < -extent || place >= extent)
            throw new PointwiseException("indices", "index out of range", extent == 0 ? "no index: the axis is empty" : $"{-extent} to {extent - 1}", $"{place} at place {index}", "correct the indices that are fed in");
        return place < 0 ? place + extent : place;
    }
}
