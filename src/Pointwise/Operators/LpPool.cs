using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The p-norm under a window, channel by channel: the root of the sum of |x|^p. Padding counts as 0.</summary>
/// <param name="Window">Kernel, stride, padding, dilation and ceil mode.</param>
/// <param name="P">The norm: 1 to <see cref="MostP"/>.</param>
public sealed record LpPool(Window Window, int P = 2) : Operator
{
    /// <summary>The highest norm; single precision holds no higher powers.</summary>
    public const int MostP = 64;

    /// <inheritdoc/>
    public override string Name => "LpPool";

    internal override Attributes Attributes => WindowAttributes.Write(new Attributes(Name), Window).With("p", P);

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Window;

    internal override BackwardReads BackwardReads => BackwardReads.Inputs | BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Range("p", P, 1, MostP);
        return Window.OutputShape(inputs[0], inputs[0].C);
    }

    internal static LpPool Read(Attributes a) => new(WindowAttributes.Read(a), a.Integer("p", 2));

    internal override void Forward(in ForwardPass pass)
    {
        Window window = Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        PowerPooling.Forward(pass.Workers, window.Vertical(), window.Horizontal(), P, pass.Inputs[0], pass.Output);
    }

    /// <summary>dx = sign(x) |x|^(p-1) times the sum of dy y^(1-p) over its windows; a norm of 0 sends nothing.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        Window window = Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        PowerPooling.Backward(pass.Workers, window.Vertical(), window.Horizontal(), P, pass.Inputs[0], pass.Output, pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
