using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Pictures as vectors in the order channel, row, column: [N,C,H,W] gives [N,C*H*W]; with another axis the product of the extents before it and
/// that of the others. Moves data unless a picture is one pixel.
/// </summary>
/// <param name="Axis">The first axis of the second factor; negative ones count from the last.</param>
public sealed record Flatten(int Axis = 1) : Reshaping
{
    /// <inheritdoc/>
    public override string Name => "Flatten";

    internal override Attributes Attributes => new Attributes(Name).With("axis", Axis);

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => new Window(inputs[0].H, inputs[0].W);

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Shape shape = inputs[0].Shape;
        if (Axis == 1 && shape.Rank < 1)
            throw new PointwiseException("input", "nothing to flatten", "a batch, rank 2 or more", $"{shape}", "remove the flattening");
        int axis = Axis == shape.Rank ? Axis : Require.Axis(Axis, shape.Rank);
        long before = 1, after = 1;
        for (int i = 0; i < shape.Rank; i++)
        {
            if (i < axis) before *= shape[i];
            else after *= shape[i];
        }

        if (Math.Max(before, after) > int.MaxValue)
            throw new PointwiseException("input", "too large to flatten", $"at most {int.MaxValue} values a picture", $"{shape}", "use smaller pictures");
        return new ValueInfo(new Shape((int)before, (int)after), inputs[0].Kind);
    }

    internal static Flatten Read(Attributes a) => new(a.Integer("axis", 1));
}
