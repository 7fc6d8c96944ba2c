using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The largest value of all pixels, channel by channel: [N,C,H,W] gives [N,C,1,1]. What is not a number wins.</summary>
public sealed record GlobalMaxPool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalMaxPool";

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => new Window(inputs[0].H, inputs[0].W);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Pixels(inputs[0]);
        return new MaxPool(All(inputs[0].H, inputs[0].W)).OutputShape(inputs);
    }

    /// <summary>The winning pixel of every channel.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => OutputShape(inputs).Elements;

    internal override void Forward(in ForwardPass pass)
    {
        Window all = All(pass.Inputs[0].H, pass.Inputs[0].W);
        MaxPooling.Forward(pass.Workers, all.Vertical(), all.Horizontal(), pass.Inputs[0], pass.Output, pass.Training ? pass.Saved : default);
    }

    /// <summary>The gradient goes to the pixel that won.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        Window all = All(pass.Inputs[0].H, pass.Inputs[0].W);
        MaxPooling.Backward(pass.Workers, all.Vertical(), all.Horizontal(), pass.OutputGradient, pass.Saved, pass.InputGradients[0], pass.Accumulate[0]);
    }

    private static Window All(int height, int width) => new(height, width);
}
