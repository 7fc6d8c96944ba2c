using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// A 1x1 convolution of a max pool in one step, as at the end of an Inception module's pooled branch (arXiv:1409.4842, figure 2b): the pooled pixels,
/// [N,C,H,W], are never written out. It has the parameters of the convolution.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Convolution">The convolution of what it gives: of one pixel, one group, stride 1.</param>
public sealed record PooledConv2D(MaxPool Pool, Conv2D Convolution) : Operator
{
    private const string Prefix = "pool.";

    /// <inheritdoc/>
    public override string Name => "PooledConv2D";

    internal override Attributes Attributes => new Attributes(Name).WithAll("", Convolution.Attributes).WithAll(Prefix, Pool.Attributes);

    internal override bool HasBackward => false;

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Pool.Reach(inputs);

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        if (Convolution is not { Groups: 1 } || Convolution.Window != Window.Square(1))
            throw new PointwiseException("window", "only a 1x1 convolution is fused with a pool", "1x1, stride 1, no padding, one group", $"{Convolution.Window}, {Convolution.Groups} groups", "leave the pool a node of its own");
        return Convolution.OutputShape(Pool.OutputShape(inputs));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs) => Convolution.Parameters(inputs[0]);

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => Convolution.MultiplyAdds(Pool.OutputShape(inputs));

    internal static PooledConv2D Read(Attributes a) => new(MaxPool.Read(a.Behind(Prefix)), Conv2D.Read(a));

    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width) => Convolution.PreparedFloats([Pool.OutputShape(inputs)], width);

    internal override object PreparedForm(ReadOnlySpan<Shape> inputs, LaneWidth width) => Convolution.PreparedForm([Pool.OutputShape(inputs)], width);

    internal override void Prepare(in ForwardPass pass) => ConvolutionPasses.Prepare(pass, Convolution.Kernel(pass.Inputs[0]), Convolution.Bias);

    internal override string Algorithm(in ForwardPass pass) => "pooled rows";

    internal override void Forward(in ForwardPass pass)
    {
        Window window = Pool.Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        Convolution.Kernel(pass.Inputs[0]).ForwardMaxima(
            pass.Workers, window.Vertical(), window.Horizontal(), pass.Inputs[0], pass.Prepared, Convolution.Bias, Convolution.Activation == Activation.Relu, pass.Output);
    }
}
