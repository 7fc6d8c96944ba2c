using Pointwise.Kernels;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Joins branches along an axis. A branch that already lies at its slice of the channels of joined rows is not moved:
/// a plan lets every branch write there at once, and joining is then free.
/// </summary>
/// <param name="Axis">The axis, 1 for channels; negative ones count from the last.</param>
public sealed record Concat(int Axis = 1) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Concat";

    internal override Attributes Attributes => new Attributes(Name).With("axis", Axis);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        if (inputs.Length == 0)
            throw new PointwiseException("inputs", "Concat joins nothing", "at least 1 branch", "0", "connect the branches");
        Shape first = inputs[0].Shape;
        int axis = Require.Axis(Axis, first.Rank);
        long joined = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            Shape branch = inputs[i].Shape;
            if (inputs[i].Kind != inputs[0].Kind) throw Differs("of different kinds", $"every branch {inputs[0].Kind} as branch 0", $"branch {i} is {inputs[i].Kind}", "cast the branches to one kind");
            if (branch.Rank != first.Rank) throw Differs("of pictures and vectors", $"every branch of rank {first.Rank} as branch 0", $"branch {i} is {branch}", "flatten all of them or none");
            CheckExtents(axis, i, branch, first);
            joined += branch[axis];
        }

        if (joined > int.MaxValue) throw Differs("of too many channels", $"at most {int.MaxValue} in all", $"{joined}", "give the branches fewer channels");
        int[] extents = first.ToArray();
        extents[axis] = (int)joined;
        return new ValueInfo(new Shape(extents), inputs[0].Kind);
    }

    /// <summary>Whether it joins the channels of pictures or vectors of floats, so that a branch may be a slice of the result.</summary>
    internal bool JoinsRows(ValueInfo result) => result.Kind == ElementKind.Float32 && result.Shape.Rank is (2 or 4) && Require.Axis(Axis, result.Shape.Rank) == 1;

    internal static Concat Read(Attributes a) => new(a.Integer("axis", 1));

    internal override string Algorithm(in ForwardPass pass)
    {
        int first = 0;
        foreach (Rows branch in pass.Inputs)
        {
            if (!JoinsRows(pass.OutputInfo) || !branch.LiesAt(pass.Output, first)) return Name;
            first += branch.C;
        }

        return InPlace;
    }

    internal override void Forward(in ForwardPass pass)
    {
        int axis = Require.Axis(Axis, pass.OutputInfo.Shape.Rank), first = 0;
        for (int i = 0; i < pass.Inputs.Length; i++)
        {
            View branch = pass.InputView(i);
            ViewCopy.Run(pass.Workers, branch, pass.OutputView.Slice(axis, first, branch.Extent(axis)));
            first += branch.Extent(axis);
        }
    }

    /// <summary>Every branch gets its slice of the gradient.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        int axis = Require.Axis(Axis, pass.OutputInfo.Shape.Rank), first = 0;
        for (int i = 0; i < pass.Inputs.Length; i++)
        {
            int extent = pass.InputInfos[i].Shape[axis];
            if (!pass.InputGradients[i].IsNone)
                ViewCopy.Run(pass.Workers, pass.OutputGradientView.Slice(axis, first, extent), pass.InputGradientView(i), pass.Accumulate[i]);
            first += extent;
        }
    }

    private static void CheckExtents(int axis, int index, Shape branch, Shape first)
    {
        for (int k = 0; k < first.Rank; k++)
        {
            if (k == axis || branch[k] == first[k]) continue;
            if (k == 0) throw Differs("of different batches", $"every branch {first.N} pictures as branch 0", $"branch {index} has {branch.N}", "give the branches one batch");
            if (first.IsImage && axis == 1 && k > 1) throw Differs("of different extent", $"every branch {Extent(first)} as branch 0", $"branch {index} is {Extent(branch)}", "give the branches the same total stride and padding");
            throw Differs("of different extent", $"every branch {first[k]} along axis {k} as branch 0", $"branch {index} is {branch}", "make all other axes agree");
        }
    }

    private static PointwiseException Differs(string how, string expected, string found, string fix) =>
        new("inputs", $"Concat joins branches {how}", expected, found, fix);

    private static string Extent(Shape shape) => $"{shape.H}x{shape.W}";
}
