using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>The axes in another order: axis i of the result is axis Order[i] of the input.</summary>
/// <param name="Order">One axis of the input for each of the result; all of them backwards where none is named.</param>
public sealed record Transpose(Axes Order = default) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Transpose";

    internal override Attributes Attributes => new Attributes(Name).With("perm", Order.ToLongs());

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Shape shape = inputs[0].Shape;
        bool[] listed = Order.Listed(shape.Rank);
        if (Order.Count > 0 && listed.Contains(false))
            throw new PointwiseException("perm", "not an order of the axes", $"each of the {shape.Rank} axes once", $"{Order}", "name every axis");
        var extents = new int[shape.Rank];
        for (int i = 0; i < extents.Length; i++) extents[i] = shape[Source(i, shape.Rank)];
        return new ValueInfo(new Shape(extents), inputs[0].Kind);
    }

    internal static Transpose Read(Attributes a) => new(Axes.Of(a.Integers("perm")));

    internal override void Forward(in ForwardPass pass) => ViewCopy.Run(pass.Workers, Turned(pass.InputView(0)), pass.OutputView);

    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone) ViewCopy.Run(pass.Workers, pass.OutputGradientView, Turned(pass.InputGradientView(0)), pass.Accumulate[0]);
    }

    private View Turned(in View input)
    {
        Span<int> order = stackalloc int[input.Rank];
        for (int i = 0; i < order.Length; i++) order[i] = Source(i, input.Rank);
        return input.Permute(order);
    }

    private int Source(int axis, int rank) => Order.Count == 0 ? rank - 1 - axis : Require.Axis(Order[axis], rank);
}
