using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>Every value times one number.</summary>
/// <param name="Factor">The number; finite.</param>
public sealed record Scale(float Factor) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Scale";

    internal override Attributes Attributes => new Attributes(Name).With("scale", (double)Factor);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        if (!float.IsFinite(Factor)) throw new PointwiseException("scale", "out of range", "a finite number", $"{Factor}", "correct scale");
        return inputs[0];
    }

    internal static Scale Read(Attributes a) => new((float)a.Number("scale"));

    internal override void Forward(in ForwardPass pass) => Elementwise.Map(pass.Workers, new Scaled(Factor), pass.Inputs[0], pass.Output);

    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            Elementwise.Map(pass.Workers, new Scaled(Factor), pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
