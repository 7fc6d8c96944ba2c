using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// The mean under a window, channel by channel. With padding counted, the divisor counts every tap up to the padded border,
/// but not what ceil mode adds beyond it; else it counts the picture's pixels alone.
/// </summary>
/// <param name="Window">Kernel, stride, padding, dilation and ceil mode.</param>
/// <param name="CountPadding">Whether padding counts as pixels of value 0.</param>
public sealed record AveragePool(Window Window, bool CountPadding = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "AveragePool";

    internal override Attributes Attributes => WindowAttributes.Write(new Attributes(Name), Window).With("count_include_pad", CountPadding);

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Window;

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        return Window.OutputShape(inputs[0], inputs[0].C);
    }

    internal static AveragePool Read(Attributes a) => new(WindowAttributes.Read(a), a.Flag("count_include_pad"));

    internal override void Forward(in ForwardPass pass)
    {
        Window window = Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        AveragePooling.Forward(pass.Workers, window.Vertical(CountPadding), window.Horizontal(CountPadding), pass.Inputs[0], pass.Output);
    }

    /// <summary>The gradient of an output is shared out evenly over its window.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        Window window = Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        AveragePooling.Backward(pass.Workers, window.Vertical(CountPadding), window.Horizontal(CountPadding), pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
