using System.Numerics;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>How the axes of a smaller value lie along those of a larger one.</summary>
internal static class Alignment
{
    /// <summary>A value repeated to another's extents by numpy's rules.</summary>
    public static View Broadcast(in View value, in View to) => value.BroadcastTo(ShapeOf(to));

    /// <summary>What a reduction left of a larger value, repeated to its extents again.</summary>
    /// <param name="value">Of the larger one's rank, or without the reduced axes.</param>
    /// <param name="reduced">A bit for each of the larger one's axes that is reduced.</param>
    /// <param name="to">The larger value.</param>
    public static View Restore(View value, uint reduced, in View to)
    {
        if (value.Rank == to.Rank - BitOperations.PopCount(reduced))
        {
            for (int axis = 0; axis < to.Rank; axis++)
                if (Has(reduced, axis)) value = value.Unsqueeze(axis);
        }

        return Broadcast(value, to);
    }

    /// <summary>A value at the first place of some axes, which are no axes of the result.</summary>
    public static View Without(View value, uint axes)
    {
        for (int axis = value.Rank - 1; axis >= 0; axis--)
            if (Has(axes, axis)) value = value.At(axis, 0);
        return value;
    }

    /// <summary>A bit for each axis of a larger value along which a smaller one is repeated.</summary>
    public static uint Repeated(in View value, in View larger)
    {
        uint repeated = 0;
        for (int axis = 0; axis < larger.Rank; axis++)
        {
            int own = axis - (larger.Rank - value.Rank);
            if (own < 0 || (value.Extent(own) == 1 && larger.Extent(axis) != 1)) repeated |= 1u << axis;
        }

        return repeated;
    }

    public static bool Has(uint axes, int axis) => (axes >> axis & 1) != 0;

    private static Shape ShapeOf(in View view)
    {
        Span<int> extents = stackalloc int[view.Rank];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = view.Extent(axis);
        return new Shape(extents);
    }
}
