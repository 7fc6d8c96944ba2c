using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// A convolution that adds a second value of its result's shape to its sums, [N,filters,H,W], and rectifies after that if its convolution is to
/// rectify: the end of a residual block in one step (arXiv:1512.03385). It has the parameters of the convolution.
/// </summary>
/// <param name="Convolution">The convolution.</param>
public sealed record ResidualConv2D(Conv2D Convolution) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ResidualConv2D";

    internal override Attributes Attributes => new Attributes(Name).WithAll("", Convolution.Attributes);

    internal override BackwardReads BackwardReads => Convolution.BackwardReads;

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Convolution.Reach(inputs[..1]);

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 2);
        Shape output = Convolution.OutputShape(inputs[0]);
        if (inputs[1] != output)
        {
            throw new PointwiseException("inputs", "a shortcut of another shape than the convolution's result", $"input 1 is {output}", $"input 1 is {inputs[1]}",
                "give both the same channels and total stride");
        }

        return output;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs) => Convolution.Parameters(inputs[0]);

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => Convolution.MultiplyAdds(inputs[0]);

    internal static ResidualConv2D Read(Attributes a) => new(Conv2D.Read(a));

    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width) => Convolution.PreparedFloats(inputs[..1], width);

    internal override object PreparedForm(ReadOnlySpan<Shape> inputs, LaneWidth width) => Convolution.PreparedForm(inputs[..1], width);

    internal override void Prepare(in ForwardPass pass) => Convolution.Prepare(pass);

    internal override string Algorithm(in ForwardPass pass) => Convolution.Algorithm(pass);

    internal override IReadOnlyList<AlgorithmCandidate> Candidates(in ForwardPass pass) => Convolution.Candidates(pass);

    internal override void Forward(in ForwardPass pass) =>
        ConvolutionPasses.Forward(pass, Convolution.Kernel(pass.Inputs[0]), Convolution.Bias, Convolution.Activation, residual: pass.Inputs[1]);

    /// <summary>The convolution's gradients; the shortcut's is that of the sums as it is.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        Convolution.Backward(pass);
        if (!pass.InputGradients[1].IsNone) Elementwise.Copy(pass.Workers, pass.OutputGradient, pass.InputGradients[1], pass.Accumulate[1]);
    }
}
