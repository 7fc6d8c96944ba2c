using Pointwise.Kernels;
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

    internal override void Forward(in ForwardPass pass) => Elementwise.Map(pass.Workers, default(LogisticCurve), pass.Inputs[0], pass.Output);

    /// <summary>dx = dy * y * (1 - y).</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            Elementwise.Map(pass.Workers, default(LogisticSlope), pass.OutputGradient, pass.Output, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
