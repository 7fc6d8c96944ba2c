using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The largest value under a window, channel by channel. Padding never wins; what is not a number does.</summary>
/// <param name="Window">Kernel, stride, padding, dilation and ceil mode.</param>
public sealed record MaxPool(Window Window) : Operator
{
    /// <summary>Tap indices are kept as floats, which are exact so far.</summary>
    private const int MostTaps = 1 << 24;

    /// <inheritdoc/>
    public override string Name => "MaxPool";

    internal override Attributes Attributes => WindowAttributes.Write(new Attributes(Name), Window);

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Window;

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Shape output = Window.OutputShape(inputs[0], inputs[0].C);
        if ((long)Window.KernelH * Window.KernelW > MostTaps)
            throw new PointwiseException("window", "kernel too large", $"at most {MostTaps} taps", $"{Window.KernelH}x{Window.KernelW}", "pool in two steps");
        return output;
    }

    internal static MaxPool Read(Attributes a) => new(WindowAttributes.Read(a));

    /// <summary>The winning tap of every output element.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => OutputShape(inputs).Elements;

    internal override void Forward(in ForwardPass pass)
    {
        Window window = Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        MaxPooling.Forward(pass.Workers, window.Vertical(), window.Horizontal(), pass.Inputs[0], pass.Output, pass.Training ? pass.Saved : default);
    }

    /// <summary>The gradient of an output goes to the pixel that won it.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        Window window = Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        MaxPooling.Backward(pass.Workers, window.Vertical(), window.Horizontal(), pass.OutputGradient, pass.Saved, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
