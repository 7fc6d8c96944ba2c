using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>1 / (1 + e^-x).</summary>
public sealed record Sigmoid : Operator
{
    /// <inheritdoc/>
    public override string Name => "Sigmoid";

    internal override BackwardReads BackwardReads => BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        return inputs[0];
    }

    internal override void Forward(in ForwardPass pass) => throw new UnreachableException();
}
