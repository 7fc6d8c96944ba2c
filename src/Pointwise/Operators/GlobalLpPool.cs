using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The p-norm of all pixels, channel by channel: [N,C,H,W] gives [N,C,1,1].</summary>
/// <param name="P">The norm: 1 to <see cref="LpPool.MostP"/>.</param>
public sealed record GlobalLpPool(int P = 2) : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalLpPool";

    internal override Attributes Attributes => new Attributes(Name).With("p", P);

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => new Window(inputs[0].H, inputs[0].W);

    internal override BackwardReads BackwardReads => BackwardReads.Inputs | BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Pixels(inputs[0]);
        Require.Range("p", P, 1, LpPool.MostP);
        return new Shape(inputs[0].N, inputs[0].C, 1, 1);
    }

    internal static GlobalLpPool Read(Attributes a) => new(a.Integer("p", 2));

    internal override void Forward(in ForwardPass pass) =>
        PowerPooling.Forward(pass.Workers, default(BinAxis), default(BinAxis), P, pass.Inputs[0], pass.Output);

    /// <summary>dx = dy y^(1-p) sign(x) |x|^(p-1); a norm of 0 sends nothing.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        PowerPooling.Backward(pass.Workers, default(BinAxis), default(BinAxis), P, pass.Inputs[0], pass.Output, pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
