namespace Pointwise.Kernels;

/// <summary>How many whole numbers become one: their sum, but for what a reduction says itself.</summary>
internal interface IIntegerReduction
{
    /// <summary>What no number at all gives, before <see cref="Finish"/>.</summary>
    static virtual long Start => 0;

    /// <summary>One number more.</summary>
    static virtual long Take(long total, long x) => unchecked(total + x);

    /// <summary>The result of a total of so many numbers.</summary>
    static virtual long Finish(long total, long count) => total;
}

/// <summary>Reductions of whole numbers over any axes, on the caller's thread: they are shapes and indices, hence few.</summary>
internal static unsafe class IntegerReduction
{
    /// <summary>result = the reduction of x.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axes">A bit for each axis that is reduced.</param>
    /// <param name="result">Of the same rank with extents of 1, or with the reduced axes taken out.</param>
    public static void Run<TReduction>(in View x, uint axes, in View result)
        where TReduction : struct, IIntegerReduction
    {
        var places = new ReductionAxes(x, result, axes);
        for (int run = 0; run < places.Kept.Pieces.Total; run++)
        {
            LoopNest.Offsets at = places.Kept.RunOf(run);
            for (int column = 0; column < at.Count; column++)
            {
                long* first = x.Integers + at.A + column * places.Kept.InnerStride(0);
                result.Integers[at.B + column * places.Kept.InnerStride(1)] = Total<TReduction>(first, places);
            }
        }
    }

    private static long Total<TReduction>(long* first, in ReductionAxes axes)
        where TReduction : struct, IIntegerReduction
    {
        long total = TReduction.Start, step = axes.Reduced.InnerStride(0);
        for (int run = 0; run < axes.Reduced.Pieces.Total; run++)
        {
            LoopNest.Offsets at = axes.Reduced.RunOf(run);
            for (int i = 0; i < at.Count; i++) total = TReduction.Take(total, first[at.A + i * step]);
        }

        return TReduction.Finish(total, axes.Count);
    }
}
