using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>What is fed into a graph.</summary>
/// <param name="Shape">Its shape, [N,C,H,W] for pictures.</param>
/// <param name="Kind">What its elements are.</param>
public sealed record Input(Shape Shape, ElementKind Kind = ElementKind.Float32) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Input";

    internal override Attributes Attributes => new Attributes(Name).With("shape", Shape).WithKind(Kind);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 0);
        return Shape;
    }

    internal override ValueInfo Infer(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 0, 0);
        return new ValueInfo(Shape, Kind);
    }

    /// <summary>Nothing to do: the caller has filled it.</summary>
    internal override void Forward(in ForwardPass pass)
    {
    }

    internal override void Backward(in BackwardPass pass)
    {
    }

    internal static Input Read(Attributes attributes) => new(attributes.Shape("shape"), attributes.Kind());
}
