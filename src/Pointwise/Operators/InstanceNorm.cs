using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Instance normalisation of [N,C,H,W] (arXiv:1607.08022): (x - mean) / sqrt(variance + epsilon) * weight + bias, mean and biased variance those
/// of the same picture's channel, in training and inference alike.
/// </summary>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record InstanceNorm(float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override string Name => "InstanceNorm";

    internal override Attributes Attributes => new Attributes(Name).With("epsilon", Epsilon);

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Image(inputs[0]);
        Require.Range("epsilon", Epsilon, 0, float.MaxValue);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs)
    {
        var channels = new Shape(inputs[0].C);
        return [new ParameterSpec("weight", channels, ParameterRole.Scale), new ParameterSpec("bias", channels, ParameterRole.Shift)];
    }

    internal static InstanceNorm Read(Attributes a) => new((float)a.Number("epsilon", 1e-5f));

    /// <summary>Mean, inverse deviation and factor of each channel of each picture.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => 3L * inputs[0].N * inputs[0].C;

    internal override void Forward(in ForwardPass pass) =>
        InstanceNormalization.Forward(pass.Workers, pass.Inputs[0], Epsilon, pass.Parameters[0], pass.Parameters[1], pass.Output, pass.Training ? pass.Saved : default);

    /// <summary>Batch normalisation's gradients, picture by picture.</summary>
    internal override void Backward(in BackwardPass pass) =>
        InstanceNormalization.Backward(pass.Workers, pass.Inputs[0], pass.OutputGradient, pass.Parameters[1], pass.Saved,
            pass.ParameterGradients[0], pass.ParameterGradients[1], pass.InputGradients[0], pass.Accumulate[0]);
}
