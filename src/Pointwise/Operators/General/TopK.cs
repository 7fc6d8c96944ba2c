using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// The first k elements along an axis in the order of their size, of equal ones that of the lower index first. Inputs: the elements, and k,
/// a whole number that is known when the graph is made. ONNX's TopK gives both of what its two kinds give.
/// </summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Largest">Whether the largest come first, not the smallest.</param>
public abstract record TopK(int Axis, bool Largest) : GeneralOperator
{
    internal override Attributes Attributes => new Attributes(Name).With("axis", (long)Axis).With("largest", Largest);

    /// <summary>Whether the result tells where the elements are.</summary>
    private protected abstract bool GivesIndices { get; }

    internal sealed override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 2);
        Shape shape = inputs[0].Shape;
        int axis = Require.Axis(Axis, shape.Rank);
        Require.Numbers(Name, inputs[0]);
        ReadOnlySpan<long> k = Require.KnownIntegers("k", inputs[1]);
        if (k.Length != 1 || k[0] < 0 || k[0] > shape[axis])
        {
            throw new PointwiseException("k", "out of range", $"one number from 0 to {shape[axis]}, the elements along axis {axis}",
                k.Length == 1 ? $"{k[0]}" : $"{k.Length} numbers", "correct k");
        }

        int[] extents = shape.ToArray();
        extents[axis] = (int)k[0];
        return new ValueInfo(new Shape(extents), GivesIndices ? ElementKind.Int64 : inputs[0].Kind);
    }

    internal sealed override void Forward(in ForwardPass pass)
    {
        View x = pass.InputView(0);
        int axis = Require.Axis(Axis, x.Rank);
        if (x.Kind == ElementKind.Float32) TopPlaces.Run<float, FloatKey>(pass.Workers, x, axis, Largest, GivesIndices, pass.OutputView);
        else TopPlaces.Run<long, IntegerKey>(pass.Workers, x, axis, Largest, GivesIndices, pass.OutputView);
    }
}
