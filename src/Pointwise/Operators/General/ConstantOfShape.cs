using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>One value repeated over a shape that is an input: [rank] whole numbers give a value of these extents.</summary>
/// <param name="Value">The value: one element.</param>
public sealed record ConstantOfShape(Literal Value) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "ConstantOfShape";

    internal override Attributes Attributes => LiteralAttributes.Write(new Attributes(Name), Value);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool SendsGradientTo(int input) => false;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        if (Value.Shape.Elements != 1)
            throw new PointwiseException("value", "not one value", "1 element", $"{Value.Shape}", "give one value");
        return new ValueInfo(Extents.ToShape("shape", Require.KnownIntegers("shape", inputs[0])), Value.Kind);
    }

    internal static ConstantOfShape Read(Attributes a) => new(LiteralAttributes.Read(a));

    internal override void Forward(in ForwardPass pass)
    {
        if (Value.Kind == ElementKind.Float32) ViewFill.Run(pass.Workers, pass.OutputView, Value.Floats[0]);
        else ViewFill.Run(pass.Workers, pass.OutputView, Value.Integers[0]);
    }
}
