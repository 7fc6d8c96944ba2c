using System.Diagnostics.CodeAnalysis;

namespace Pointwise.Kernels;

/// <summary>A value's axes as a reduction sees them, each kind as the value lies in memory: those that stay and those that are reduced.</summary>
internal readonly struct ReductionAxes
{
    private readonly LoopNest kept;
    private readonly LoopNest reduced;

    /// <param name="x">The value.</param>
    /// <param name="result">What is left of it: of the same rank with extents of 1, or with the reduced axes taken out.</param>
    /// <param name="axes">A bit for each axis that is reduced.</param>
    public ReductionAxes(in View x, in View result, uint axes)
    {
        View left = Alignment.Without(x, axes), spread = Alignment.Without(x, ~axes);
        kept = new LoopNest(left, Alignment.Without(Alignment.Restore(result, axes, x), axes));
        reduced = new LoopNest(spread, spread);
    }

    /// <summary>What stays: the value, then the result.</summary>
    [UnscopedRef]
    public ref readonly LoopNest Kept => ref kept;

    /// <summary>What is reduced.</summary>
    [UnscopedRef]
    public ref readonly LoopNest Reduced => ref reduced;

    /// <summary>Elements that one result is made of.</summary>
    public int Count => checked(reduced.Outer * reduced.Inner);

    /// <summary>Whether neighbours in memory go into one result. It follows from extents and the order of the axes alone.</summary>
    public bool IsAlong => reduced.Depth > 0 && (kept.Depth == 0 || reduced.InnerStride(0) < kept.InnerStride(0));
}
