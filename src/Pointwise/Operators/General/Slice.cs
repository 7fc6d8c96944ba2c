using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// A part of a value, as ONNX cuts it: the value, starts, ends, and where given axes and steps, all known before anything runs. Negative places
/// count from the end, places beyond the ends are the ends, negative steps go backwards.
/// </summary>
public sealed record Slice : Cutting
{
    /// <inheritdoc/>
    public override string Name => "Slice";

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 3, 5);
        int count = Require.KnownIntegers("starts", inputs[1]).Length;
        for (int i = 2; i < inputs.Length; i++)
        {
            string what = i == 2 ? "ends" : i == 3 ? "axes" : "steps";
            int given = Require.KnownIntegers(what, inputs[i]).Length;
            if (given != count) throw new PointwiseException(what, "as many as starts are wanted", $"{count}", $"{given}", $"give one of {what} for each start");
        }

        Shape shape = inputs[0].Shape;
        int[] extents = shape.ToArray();
        var cut = new bool[shape.Rank];
        for (int i = 0; i < count; i++)
        {
            Range range = RangeOf(inputs, i);
            if (cut[range.Axis]) throw new PointwiseException("axes", "an axis is cut twice", "every axis once", $"axis {range.Axis}", "correct the axes");
            cut[range.Axis] = true;
            extents[range.Axis] = range.Count;
        }

        return new ValueInfo(new Shape(extents), inputs[0].Kind);
    }

    private protected override View Cut(View view, ReadOnlySpan<ValueInfo> inputs)
    {
        int count = inputs[1].Known!.Integers.Length;
        for (int i = 0; i < count; i++)
        {
            Range range = RangeOf(inputs, i);
            view = view.Slice(range.Axis, range.Start, range.Count, range.Step);
        }

        return view;
    }

    private static Range RangeOf(ReadOnlySpan<ValueInfo> inputs, int index)
    {
        Shape shape = inputs[0].Shape;
        int axis = Require.Axis(inputs.Length > 3 ? inputs[3].Known!.Integers[index] : index, shape.Rank);
        long step = inputs.Length > 4 ? Math.Clamp(inputs[4].Known!.Integers[index], -int.MaxValue, int.MaxValue) : 1;
        if (step == 0) throw new PointwiseException("steps", "a step of nothing", "a number that is not 0", "0", "correct the step");
        int extent = shape[axis];
        long least = step > 0 ? 0 : -1, most = step > 0 ? extent : extent - 1;
        long start = Place(inputs[1].Known!.Integers[index], extent, Math.Max(0, least), most), end = Place(inputs[2].Known!.Integers[index], extent, least, most);
        long room = extent == 0 ? 0 : step > 0 ? end - start : start - end;
        return new Range(axis, start, room <= 0 ? 0 : (int)((room - 1) / Math.Abs(step) + 1), step);
    }

    private static long Place(long place, int extent, long least, long most) => Math.Max(least, Math.Min(most, place < 0 ? place + extent : place));

    private readonly record struct Range(int Axis, long Start, int Count, long Step);
}
