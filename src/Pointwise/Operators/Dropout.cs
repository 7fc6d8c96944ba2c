using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// In training every value is kept with probability 1 - rate and then divided by it, else 0 (Srivastava et al., JMLR 15, 2014, in the form
/// that leaves inference alone); outside training a copy.
/// </summary>
/// <param name="Rate">The probability of 0, from 0 to 1.</param>
public sealed record Dropout(float Rate) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Dropout";

    internal override Attributes Attributes => new Attributes(Name).With("ratio", (double)Rate);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Range("ratio", Rate, 0, 1);
        return inputs[0];
    }

    internal static Dropout Read(Attributes a) => new((float)a.Number("ratio", 0.5));

    /// <summary>What every element was multiplied by.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => inputs[0].Elements;

    internal override void Forward(in ForwardPass pass)
    {
        if (pass.Training) Dropping.Forward(pass.Workers, pass.Random, Rate, pass.Inputs[0], pass.Saved, pass.Output);
        else Elementwise.Copy(pass.Workers, pass.Inputs[0], pass.Output);
    }

    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone) Dropping.Backward(pass.Workers, pass.OutputGradient, pass.Saved, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
