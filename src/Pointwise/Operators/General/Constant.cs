using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Values that are part of the network. For large tensors of floats <see cref="Weight"/> keeps them among the parameters.</summary>
/// <param name="Value">The values.</param>
public sealed record Constant(Literal Value) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Constant";

    internal override Attributes Attributes => LiteralAttributes.Write(new Attributes(Name), Value);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 0, 0);
        return ValueInfo.Of(Value);
    }

    internal static Constant Read(Attributes a) => new(LiteralAttributes.Read(a));

    internal override void Forward(in ForwardPass pass) => LiteralMemory.Write(Value, pass.OutputView);
}
