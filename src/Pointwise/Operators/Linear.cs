using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>A fully connected layer: [N,C] times weights [outputs, C] gives [N, outputs].</summary>
/// <param name="Outputs">Length of the result.</param>
/// <param name="Bias">Whether a value is added per output.</param>
/// <param name="Activation">What is applied to the sums before they are stored.</param>
public sealed record Linear(int Outputs, bool Bias = true, Activation Activation = Activation.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Linear";

    internal override Attributes Attributes => new Attributes(Name).With("outputs", Outputs).With("bias", Bias).With("activation", Activation.ToString());

    internal override BackwardReads BackwardReads =>
        Activation == Activation.None ? BackwardReads.Inputs : BackwardReads.Inputs | BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Vectors(inputs[0]);
        Require.Positive("outputs", Outputs);
        return new Shape(inputs[0].N, Outputs);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs)
    {
        var weight = new ParameterSpec("weight", new Shape(Outputs, inputs[0].C), ParameterRole.Weight);
        return Bias ? [weight, new ParameterSpec("bias", new Shape(Outputs), ParameterRole.Bias)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => inputs[0].Elements * Outputs;

    internal static Linear Read(Attributes a) => new(a.Integer("outputs"), a.Flag("bias", true), a.Activation());

    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width) => Kernel(inputs[0].C).PreparedFloats(width, 1, 1);

    internal override object PreparedForm(ReadOnlySpan<Shape> inputs, LaneWidth width) => Kernel(inputs[0].C).PreparedForm(width, 1, 1);

    internal override void Prepare(in ForwardPass pass) => ConvolutionPasses.Prepare(pass, Kernel(pass.Inputs[0].C), Bias);

    internal override string Algorithm(in ForwardPass pass) => Kernel(pass.Inputs[0].C).Algorithm(1, 1);

    internal override void Forward(in ForwardPass pass) => ConvolutionPasses.Forward(pass, Kernel(pass.Inputs[0].C), Bias, Activation);

    internal override void Backward(in BackwardPass pass) => ConvolutionPasses.Backward(pass, Kernel(pass.Inputs[0].C), Bias, Activation);

    private Convolution Kernel(int channels) => new(KernelGeometry.Pointwise, 1, channels, Outputs);
}
