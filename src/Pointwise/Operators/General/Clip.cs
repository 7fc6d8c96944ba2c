using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Each element, but not below one number and, what goes before, not above another. Of floats and of whole numbers.</summary>
/// <param name="Min">The least; -infinite for none. Of whole numbers as far as 2^53.</param>
/// <param name="Max">The most; infinite for none.</param>
public sealed record Clip(double Min = double.NegativeInfinity, double Max = double.PositiveInfinity) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Clip";

    internal override Attributes Attributes
    {
        get
        {
            var attributes = new Attributes(Name);
            if (double.IsFinite(Min)) attributes.With("min", Min);
            if (double.IsFinite(Max)) attributes.With("max", Max);
            return attributes;
        }
    }

    internal override BackwardReads BackwardReads => BackwardReads.Inputs;

    internal override bool HasBackward => true;

    internal static Clip Read(Attributes a) =>
        new(a.Has("min") ? a.Number("min") : double.NegativeInfinity, a.Has("max") ? a.Number("max") : double.PositiveInfinity);

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        if (double.IsNaN(Min) || double.IsNaN(Max))
            throw new PointwiseException("min", "out of range", "numbers", $"{Min} and {Max}", "correct min and max");
        Require.Numbers(Name, inputs[0]);
        return inputs[0] with { Known = null };
    }

    internal override void Forward(in ForwardPass pass)
    {
        if (pass.OutputInfo.Kind == ElementKind.Float32) Elementwise.Map(pass.Workers, new Clipped((float)Min, (float)Max), pass.Inputs[0], pass.Output);
        else IntegerClipping.Run(pass.InputView(0), (long)Math.Ceiling(Min), (long)Math.Floor(Max), pass.OutputView);
    }

    /// <summary>dx = dy where x is within the numbers or equal to one, else 0.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        Elementwise.Map(pass.Workers, new ClippedSlope((float)Min, (float)Max), pass.OutputGradient, pass.Inputs[0], pass.InputGradients[0], pass.Accumulate[0]);
    }
}
