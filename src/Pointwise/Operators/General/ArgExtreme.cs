using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Where along an axis the largest or the smallest element is: whole numbers from 0.</summary>
/// <param name="Extreme">Which is sought.</param>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="KeepDims">Whether the axis stays, with one element.</param>
/// <param name="SelectLastIndex">Whether the last of equal elements is meant, not the first.</param>
public sealed record ArgExtreme(Extreme Extreme, int Axis = 0, bool KeepDims = true, bool SelectLastIndex = false) : GeneralOperator
{
    /// <summary>ArgMax or ArgMin.</summary>
    public override string Name => Extreme.ToString();

    internal override Attributes Attributes =>
        new Attributes(Name).With("axis", (long)Axis).With("keepdims", KeepDims).With("select_last_index", SelectLastIndex);

    internal static ArgExtreme Read(Extreme extreme, Attributes a) =>
        new(extreme, a.Integer("axis", 0), a.Flag("keepdims", true), a.Flag("select_last_index"));

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Shape shape = inputs[0].Shape;
        int axis = Require.Axis(Axis, shape.Rank);
        Require.Numbers(Name, inputs[0]);
        if (shape[axis] == 0)
            throw new PointwiseException("input", "an axis without elements has no extreme", $"at least 1 element along axis {axis}", $"{shape}", "give it elements");
        int[] extents = shape.ToArray();
        extents[axis] = 1;
        return new ValueInfo(new Shape(KeepDims ? extents : [.. extents[..axis], .. extents[(axis + 1)..]]), ElementKind.Int64);
    }

    internal override void Forward(in ForwardPass pass)
    {
        View x = pass.InputView(0);
        int axis = Require.Axis(Axis, x.Rank);
        bool largest = Extreme == Extreme.ArgMax;
        if (x.Kind == ElementKind.Float32) ExtremePlaces.Run<float, FloatKey>(pass.Workers, x, axis, pass.OutputView, largest, SelectLastIndex);
        else ExtremePlaces.Run<long, IntegerKey>(pass.Workers, x, axis, pass.OutputView, largest, SelectLastIndex);
    }
}
