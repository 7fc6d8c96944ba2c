using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>Pictures as vectors in the order channel, row, column: [N,C,H,W] gives [N,C*H*W]. Moves data unless a picture is one pixel.</summary>
public sealed record Flatten : Operator
{
    /// <inheritdoc/>
    public override string Name => "Flatten";

    internal override Attributes Attributes => new Attributes(Name).With("axis", 1L);

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => new Window(inputs[0].H, inputs[0].W);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        if (inputs[0].Rank < 2)
            throw new PointwiseException("input", "nothing to flatten", "a batch, rank 2 or more", $"{inputs[0]}", "remove the flattening");
        long length = 1;
        for (int i = 1; i < inputs[0].Rank; i++) length *= inputs[0][i];
        if (length > int.MaxValue)
            throw new PointwiseException("input", "too large to flatten", $"at most {int.MaxValue} values a picture", $"{inputs[0]}", "use smaller pictures");
        return new Shape(inputs[0].N, (int)length);
    }

    internal static Flatten Read(Attributes a) => a.Integer("axis", 1) == 1 ? new Flatten()
        : throw new PointwiseException("Flatten", "flattens from another axis than the channels", "axis 1", $"axis {a.Integer("axis")}", "flatten from the channels on");

    internal override void Forward(in ForwardPass pass)
    {
        if (IsOnePixel(pass.Inputs[0])) Elementwise.Copy(pass.Workers, pass.Inputs[0], pass.Output);
        else ChannelOrder.ToChannelsFirst(pass.Workers, pass.Inputs[0], pass.Output);
    }

    internal override void Backward(in BackwardPass pass)
    {
        Rows gradient = pass.InputGradients[0];
        if (gradient.IsNone) return;
        if (IsOnePixel(gradient)) Elementwise.Copy(pass.Workers, pass.OutputGradient, gradient, pass.Accumulate[0]);
        else ChannelOrder.ToChannelsLast(pass.Workers, pass.OutputGradient, gradient, pass.Accumulate[0]);
    }

    private static bool IsOnePixel(Rows pictures) => pictures.H * pictures.W == 1;
}
