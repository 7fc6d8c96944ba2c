namespace Pointwise.Operators;

/// <summary>Which axes a softmax sums over.</summary>
internal static class SoftmaxAxes
{
    /// <summary>A bit for each of the axes.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="flattened">Whether the axes behind it belong to it.</param>
    /// <param name="rank">Axes in all.</param>
    public static uint Of(int axis, bool flattened, int rank)
    {
        // behind the last axis there is one sum for each element
        if (flattened && axis == rank) return 0;
        int first = Require.Axis(axis, rank);
        return flattened ? (1u << rank) - (1u << first) : 1u << first;
    }

    /// <summary>The attributes, left out where they are the usual ones.</summary>
    public static Attributes Write(Attributes attributes, int axis, bool flattened)
    {
        if (axis != -1) attributes.With("axis", (long)axis);
        return flattened ? attributes.With("flattened", value: true) : attributes;
    }
}
