using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>What the places around a padded value show.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>The value mirrored at its outermost places, which are not repeated.</summary>
    Reflect,

    /// <summary>The outermost place.</summary>
    Edge,

    /// <summary>The value again from its other end.</summary>
    Wrap,
}

/// <summary>
/// A value with places before and after each axis: the value, pads (all befores, then all afters; negative ones cut off), and where given the
/// constant to pad with and the axes that the pads are for. Pads and axes are known before anything runs.
/// </summary>
/// <param name="Mode">What the new places show.</param>
public sealed record Pad(PadMode Mode = PadMode.Constant) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Pad";

    internal override Attributes Attributes => new Attributes(Name).With("mode", Mode.ToString());

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => Mode == PadMode.Constant;

    internal override bool SendsGradientTo(int input) => input == 0;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 4);
        Shape shape = inputs[0].Shape;
        ReadOnlySpan<long> pads = Require.KnownIntegers("pads", inputs[1]);
        int axes = inputs.Length > 3 ? Require.KnownIntegers("axes", inputs[3]).Length : shape.Rank;
        if (pads.Length != 2 * axes)
            throw new PointwiseException("pads", "not two numbers an axis", $"{2 * axes}", $"{pads.Length}", "give all befores, then all afters");
        if (inputs.Length > 2 && (inputs[2].Kind != inputs[0].Kind || inputs[2].Shape.Elements != 1))
            throw new PointwiseException("constant_value", "not one value of the input's kind", $"{inputs[0].Kind}, 1 element", $"{inputs[2].Kind} {inputs[2].Shape}", "cast or cut it");
        Span<long> extents = stackalloc long[shape.Rank];
        for (int i = 0; i < shape.Rank; i++) extents[i] = shape[i];
        var padded = new bool[shape.Rank];
        for (int i = 0; i < axes; i++)
        {
            int axis = AxisOf(inputs, i);
            if (padded[axis]) throw new PointwiseException("axes", "an axis is padded twice", "every axis once", $"axis {axis}", "correct the axes");
            padded[axis] = true;
            extents[axis] = Padded(axis, shape[axis], pads[i], pads[axes + i]);
        }

        return new ValueInfo(Extents.ToShape("pads", extents), inputs[0].Kind);
    }

    internal static Pad Read(Attributes a)
    {
        string text = a.Text("mode", nameof(PadMode.Constant));
        return new Pad(Enum.TryParse(text, out PadMode mode) && Enum.IsDefined(mode) ? mode
            : throw new PointwiseException("Pad", "attribute mode is wrong", string.Join(" or ", Enum.GetNames<PadMode>()), text, "correct mode"));
    }

    internal override void Forward(in ForwardPass pass)
    {
        ReadOnlySpan<ValueInfo> inputs = pass.InputInfos;
        Shape shape = inputs[0].Shape;
        AxisNumbers first = default, counts = default, before = default, after = default;
        for (int i = 0; i < shape.Rank; i++) counts[i] = shape[i];
        ReadOnlySpan<long> pads = inputs[1].Known!.Integers.AsSpan();
        for (int i = 0; i < pads.Length / 2; i++)
        {
            int axis = AxisOf(inputs, i);
            long start = pads[i], end = pads[pads.Length / 2 + i];
            (first[axis], before[axis], after[axis]) = (Math.Max(0, -start), Math.Max(0, start), Math.Max(0, end));
            counts[axis] = shape[axis] + Math.Min(0, start) + Math.Min(0, end);
        }

        PaddedPlaces rule = Mode switch { PadMode.Reflect => PaddedPlaces.Reflect, PadMode.Edge => PaddedPlaces.Edge, PadMode.Wrap => PaddedPlaces.Wrap, _ => PaddedPlaces.Constant };
        View? filler = inputs.Length > 2 ? pass.InputView(2) : null;
        MappedCopy.Run(pass.Workers, new PaddedAxes(rule, first, counts, before, after), pass.InputView(0), pass.OutputView, filler);
    }

    /// <summary>What stayed gets its gradient; what was cut off has none.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        View gradient = pass.InputGradientView(0), output = pass.OutputGradientView;
        if (!pass.Accumulate[0]) ViewFill.Run(pass.Workers, gradient, 0f);
        ReadOnlySpan<long> pads = pass.InputInfos[1].Known!.Integers.AsSpan();
        for (int i = 0; i < pads.Length / 2; i++)
        {
            int axis = AxisOf(pass.InputInfos, i);
            long start = pads[i], end = pads[pads.Length / 2 + i];
            int stay = (int)(gradient.Extent(axis) + Math.Min(0, start) + Math.Min(0, end));
            gradient = gradient.Slice(axis, Math.Max(0, -start), stay);
            output = output.Slice(axis, Math.Max(0, start), stay);
        }

        ViewCopy.Run(pass.Workers, output, gradient, pass.Accumulate[0]);
    }

    private static int AxisOf(ReadOnlySpan<ValueInfo> inputs, int index) =>
        inputs.Length > 3 ? Require.Axis(inputs[3].Known!.Integers[index], inputs[0].Shape.Rank) : index;

    private long Padded(int axis, int extent, long before, long after)
    {
        Require.Range("pads", before, -int.MaxValue, int.MaxValue);
        Require.Range("pads", after, -int.MaxValue, int.MaxValue);
        long stay = extent + Math.Min(0, before) + Math.Min(0, after);
        if (stay < 0 || (stay == 0 && Mode != PadMode.Constant && Math.Max(before, after) > 0))
            throw new PointwiseException("pads", "nothing is left of an axis", $"pads that leave something of the {extent} places along axis {axis}", $"{before} and {after}", "cut off less");
        return stay + Math.Max(0, before) + Math.Max(0, after);
    }
}
