using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The mean over all pixels, channel by channel: [N,C,H,W] gives [N,C,1,1] (Network in Network, arXiv:1312.4400, section 3.2).</summary>
public sealed record GlobalAveragePool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalAveragePool";

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => new Window(inputs[0].H, inputs[0].W);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Pixels(inputs[0]);
        return new Shape(inputs[0].N, inputs[0].C, 1, 1);
    }

    internal override void Forward(in ForwardPass pass) =>
        AveragePooling.Forward(pass.Workers, default(BinAxis), default(BinAxis), pass.Inputs[0], pass.Output);

    /// <summary>The gradient of an output is shared out evenly over all pixels.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            AveragePooling.Backward(pass.Workers, default(BinAxis), default(BinAxis), pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
