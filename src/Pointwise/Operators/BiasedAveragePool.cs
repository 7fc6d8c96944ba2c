using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// An average pool of pictures [N,C,H,W] that adds a value per channel, and rectifies if asked: what a 1x1 convolution leaves of the pool before it
/// once its product goes first.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Activation">What is applied to the sums before they are stored.</param>
public sealed record BiasedAveragePool(AveragePool Pool, Activation Activation = Activation.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "BiasedAveragePool";

    internal override Attributes Attributes => new Attributes(Name).WithAll("", Pool.Attributes).With("activation", Activation.ToString());

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Pool.Reach(inputs);

    internal override BackwardReads BackwardReads => Activation == Activation.None ? BackwardReads.Nothing : BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs) => Pool.OutputShape(inputs);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs) => [new ParameterSpec("bias", new Shape(inputs[0].C), ParameterRole.Bias)];

    internal static BiasedAveragePool Read(Attributes a) => new(AveragePool.Read(a), a.Activation());

    /// <summary>The bias, which need not be a tensor of the model.</summary>
    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width) => inputs[0].C;

    internal override object PreparedForm(ReadOnlySpan<Shape> inputs, LaneWidth width) => inputs[0].C;

    internal override void Prepare(in ForwardPass pass) => pass.Parameters[0].Span.CopyTo(pass.Prepared.Span);

    internal override void Forward(in ForwardPass pass)
    {
        Window window = Pool.Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        AveragePooling.Forward(pass.Workers, window.Vertical(Pool.CountPadding), window.Horizontal(Pool.CountPadding), pass.Inputs[0], pass.Prepared, Activation == Activation.Relu, pass.Output);
    }

    /// <summary>The pool's gradient of the sums; the bias's is their sum.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (Activation == Activation.Relu) Elementwise.Map(pass.Workers, new WherePositive(), pass.OutputGradient, pass.Output, pass.OutputGradient);
        if (!pass.ParameterGradients[0].IsNone) BiasGradient.Add(pass.Workers, pass.OutputGradient, pass.ParameterGradients[0]);
        Pool.Backward(pass);
    }
}
