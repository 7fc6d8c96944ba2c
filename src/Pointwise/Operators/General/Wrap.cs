using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Whole numbers as a narrower type holds them: their last bits.</summary>
/// <param name="Bits">Bits that are kept: 1 to 64.</param>
/// <param name="Signed">Whether the first of them is a sign.</param>
public sealed record Wrap(int Bits, bool Signed) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Wrap";

    internal override Attributes Attributes => new Attributes(Name).With("bits", Bits).With("signed", Signed);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Require.Integers("input", inputs[0]);
        Require.Range("bits", Bits, 1, 64);
        return new ValueInfo(inputs[0].Shape, ElementKind.Int64);
    }

    internal static Wrap Read(Attributes a) => new(a.Integer("bits"), a.Flag("signed"));

    internal override void Forward(in ForwardPass pass) => ViewConversion.Wrap(pass.Workers, pass.InputView(0), pass.OutputView, Bits, Signed);
}
