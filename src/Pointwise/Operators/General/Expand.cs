using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>A value repeated to the shape that it and the second input broadcast to, by numpy's rules.</summary>
public sealed record Expand : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Expand";

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    internal override bool SendsGradientTo(int input) => input == 0;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 2);
        Shape shape = Extents.ToShape("shape", Require.KnownIntegers("shape", inputs[1]));
        return new ValueInfo(Extents.Broadcast(inputs[0].Shape, shape), inputs[0].Kind);
    }

    internal override void Forward(in ForwardPass pass) => ViewCopy.Run(pass.Workers, pass.InputView(0).BroadcastTo(pass.OutputInfo.Shape), pass.OutputView);

    /// <summary>What was repeated gets the sum of its repetitions' gradients.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone) GradientTerms.Send(pass.Workers, default(Kernels.Identity), pass.OutputGradientView, pass.InputGradientView(0), pass.Accumulate[0]);
    }
}
