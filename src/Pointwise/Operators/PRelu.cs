using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>x above zero, x times a trained slope elsewhere (arXiv:1502.01852); one slope a channel of [N,C,H,W] or [N,C], or one for all.</summary>
/// <param name="Shared">Whether all channels share one slope.</param>
public sealed record PRelu(bool Shared = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "PRelu";

    internal override Attributes Attributes => new Attributes(Name).With("shared", Shared);

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        if (inputs[0].Rank is not (2 or 4))
            throw new PointwiseException("input", "a rectifier with slopes needs channels", "rank 4, [N,C,H,W], or rank 2, [N,C]", $"{inputs[0]}", "reshape the input");
        return inputs[0];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs) =>
        [new ParameterSpec("weight", new Shape(Shared ? 1 : inputs[0].C), ParameterRole.Slope)];

    internal static PRelu Read(Attributes a) => new(a.Flag("shared"));

    internal override void Forward(in ForwardPass pass) => SlopedRectification.Forward(pass.Workers, pass.Inputs[0], pass.Parameters[0], pass.Output);

    /// <summary>dx = dy where x &gt; 0, else slope * dy; the slope's gradient is the sum of x * dy where x is not.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        Rows x = pass.Inputs[0], dy = pass.OutputGradient;
        if (!pass.InputGradients[0].IsNone) SlopedRectification.InputGradient(pass.Workers, x, pass.Parameters[0], dy, pass.InputGradients[0], pass.Accumulate[0]);
        if (pass.ParameterGradients[0].IsNone) return;
        Elementwise.Map(pass.Workers, new BelowZero(), x, dy, dy);
        BiasGradient.Add(pass.Workers, dy, pass.ParameterGradients[0]);
    }
}
