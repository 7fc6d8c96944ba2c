using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>At each place the second value where the first, a truth value, is true, else the third; all broadcast by numpy's rules.</summary>
public sealed record Where : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Where";

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 3, 3);
        if (inputs[0].Kind != ElementKind.Boolean)
            throw new PointwiseException("input 0", "not truth values", $"{ElementKind.Boolean}", $"{inputs[0].Kind}", "compare it, or cast it");
        if (inputs[1].Kind != inputs[2].Kind)
            throw new PointwiseException("input 2", "the values are of different kinds", $"{inputs[1].Kind} as input 1", $"{inputs[2].Kind}", "cast one");
        return new ValueInfo(Extents.Broadcast(Extents.Broadcast(inputs[0].Shape, inputs[1].Shape), inputs[2].Shape), inputs[1].Kind);
    }

    internal override void Forward(in ForwardPass pass)
    {
        if (pass.OutputInfo.Kind == ElementKind.Float32) ScalarMap.Select<float>(pass.Workers, pass.InputView(0), pass.InputView(1), pass.InputView(2), pass.OutputView);
        else ScalarMap.Select<long>(pass.Workers, pass.InputView(0), pass.InputView(1), pass.InputView(2), pass.OutputView);
    }
}
