using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// The input's elements as another kind. Floats are cut to whole numbers towards zero, to the nearest there is where they are beyond 64 bits, and
/// 0 where they are not a number; what is not 0 is true.
/// </summary>
/// <param name="To">The kind of the result.</param>
public sealed record Cast(ElementKind To) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Cast";

    internal override Attributes Attributes => new Attributes(Name).WithKind(To);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        return new ValueInfo(inputs[0].Shape, To);
    }

    internal static Cast Read(Attributes a) => new(a.Kind());

    internal override void Forward(in ForwardPass pass) => ViewConversion.Run(pass.Workers, pass.InputView(0), pass.OutputView);
}
