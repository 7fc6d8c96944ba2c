namespace Pointwise.Kernels;

/// <summary>How the places beyond an axis are filled.</summary>
internal enum PaddedPlaces
{
    Constant,
    Reflect,
    Edge,
    Wrap,
}

/// <summary>An axis with places before and after it; what is cut off goes first, the rest is then padded.</summary>
/// <param name="rule">What the places beyond the axis show.</param>
/// <param name="first">The first place that stays.</param>
/// <param name="counts">How many places stay.</param>
/// <param name="before">How many places are added before.</param>
/// <param name="after">How many places are added after.</param>
internal readonly struct PaddedAxes(PaddedPlaces rule, AxisNumbers first, AxisNumbers counts, AxisNumbers before, AxisNumbers after) : IAxisMap
{
    public long Source(int axis, long place)
    {
        long at = place - before[axis], count = counts[axis];
        if (at >= 0 && at < count) return first[axis] + at;
        return rule switch
        {
            PaddedPlaces.Edge => first[axis] + (at < 0 ? 0 : count - 1),
            PaddedPlaces.Wrap => first[axis] + (at % count + count) % count,
            PaddedPlaces.Reflect => first[axis] + Reflected(at, count),
            _ => -1,
        };
    }

    public bool IsPlain(int axis) => before[axis] == 0 && after[axis] == 0 && first[axis] == 0;

    private static long Reflected(long at, long count)
    {
        if (count == 1) return 0;
        long period = 2 * (count - 1), place = (at % period + period) % period;
        return place < count ? place : period - place;
    }
}
