using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// One of the parts that a value is split into along an axis: parts of the lengths that a second input lists, known before anything runs, else
/// equal parts of which the last may be smaller.
/// </summary>
/// <param name="Axis">The axis; negative ones count from the last.</param>
/// <param name="Part">Which part, from 0.</param>
/// <param name="Parts">How many parts there are.</param>
public sealed record SplitPart(int Axis, int Part, int Parts) : Cutting
{
    /// <inheritdoc/>
    public override string Name => "SplitPart";

    internal override Attributes Attributes => new Attributes(Name).With("axis", Axis).With("part", Part).With("num_outputs", Parts);

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 2);
        Require.Positive("num_outputs", Parts);
        Require.Range("part", Part, 0, Parts - 1);
        int[] extents = inputs[0].Shape.ToArray();
        int axis = Require.Axis(Axis, extents.Length);
        if (inputs.Length > 1) CheckLengths(Require.KnownIntegers("split", inputs[1]), extents[axis]);
        extents[axis] = RangeOf(inputs, axis).Count;
        return new ValueInfo(new Shape(extents), inputs[0].Kind);
    }

    internal static SplitPart Read(Attributes a) => new(a.Integer("axis", 0), a.Integer("part"), a.Integer("num_outputs"));

    private void CheckLengths(ReadOnlySpan<long> lengths, int extent)
    {
        long sum = 0;
        foreach (long length in lengths)
        {
            Require.Range("split", length, 0, extent);
            sum += length;
        }

        if (lengths.Length != Parts || sum != extent)
            throw new PointwiseException("split", "lengths do not make up the axis", $"{Parts} lengths of {extent} in all", $"{lengths.Length} of {sum}", "correct the lengths");
    }

    private protected override View Cut(View view, ReadOnlySpan<ValueInfo> inputs)
    {
        int axis = Require.Axis(Axis, view.Rank);
        (int start, int count) = RangeOf(inputs, axis);
        return view.Slice(axis, start, count);
    }

    private (int Start, int Count) RangeOf(ReadOnlySpan<ValueInfo> inputs, int axis)
    {
        int extent = inputs[0].Shape[axis];
        if (inputs.Length == 1)
        {
            long each = ((long)extent + Parts - 1) / Parts;
            int first = (int)Math.Min(extent, Part * each);
            return (first, (int)Math.Min(extent - first, each));
        }

        ReadOnlySpan<long> lengths = inputs[1].Known!.Integers.AsSpan();
        long start = 0;
        for (int i = 0; i < Part; i++) start += lengths[i];
        return ((int)start, (int)lengths[Part]);
    }
}
