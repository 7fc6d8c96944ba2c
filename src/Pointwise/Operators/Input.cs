using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>What is fed into a graph.</summary>
/// <param name="Shape">Its shape, [N,C,H,W] for pictures.</param>
public sealed record Input(Shape Shape) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Input";

    internal override Attributes Attributes => new Attributes(Name).With("shape", [.. Shape.ToArray().Select(e => (long)e)]);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 0);
        return Shape;
    }

    /// <summary>Nothing to do: the caller has filled it.</summary>
    internal override void Forward(in ForwardPass pass)
    {
    }

    internal override void Backward(in BackwardPass pass)
    {
    }

    internal static Input Read(Attributes attributes) => new(new Shape([.. attributes.Integers("shape")]));
}
