using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>exp(x) over the sum of exp(x) of its row: [N,C] logits to probabilities.</summary>
public sealed record Softmax : Operator
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    internal override BackwardReads BackwardReads => BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Vectors(inputs[0]);
        return inputs[0];
    }

    internal override void Forward(in ForwardPass pass) => SoftmaxRows.Forward(pass.Workers, pass.Inputs[0], pass.Output);

    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            SoftmaxRows.Backward(pass.Workers, pass.Output, pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
