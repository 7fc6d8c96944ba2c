using Pointwise.Kernels;

namespace Pointwise.Operators.General;

/// <summary>What gives a part of its first input, element for element.</summary>
public abstract record Cutting : GeneralOperator
{
    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    internal override bool SendsGradientTo(int input) => input == 0;

    internal sealed override void Forward(in ForwardPass pass) => ViewCopy.Run(pass.Workers, Cut(pass.InputView(0), pass.InputInfos), pass.OutputView);

    /// <summary>dx = dy where the part was cut, else 0.</summary>
    internal sealed override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        View gradient = pass.InputGradientView(0);
        if (!pass.Accumulate[0]) ViewFill.Run(pass.Workers, gradient, 0f);
        ViewCopy.Run(pass.Workers, pass.OutputGradientView, Cut(gradient, pass.InputInfos), pass.Accumulate[0]);
    }

    /// <summary>The part of a value that lies as the first input does.</summary>
    private protected abstract View Cut(View view, ReadOnlySpan<ValueInfo> inputs);
}
