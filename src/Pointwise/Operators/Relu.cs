using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>max(0, x). What is not a number stays so.</summary>
public sealed record Relu : Operator
{
    /// <inheritdoc/>
    public override string Name => "Relu";

    internal override BackwardReads BackwardReads => BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        return inputs[0];
    }

    internal override void Forward(in ForwardPass pass) => Elementwise.Map(pass.Workers, new Rectified(), pass.Inputs[0], pass.Output);

    /// <summary>dx = dy where y &gt; 0, else 0.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            Elementwise.Map(pass.Workers, new WherePositive(), pass.OutputGradient, pass.Output, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
