using Pointwise.Kernels;

namespace Pointwise.Operators.General;

/// <summary>
/// What gives the elements of its first input, in row-major order, another shape: nothing moves where they lie in memory as the shape wants them.
/// </summary>
public abstract record Reshaping : GeneralOperator
{
    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    internal override bool SendsGradientTo(int input) => input == 0;

    internal sealed override string Algorithm(in ForwardPass pass) => pass.Inputs[0].LiesAt(pass.Output, 0) ? InPlace : Name;

    internal sealed override void Forward(in ForwardPass pass) => RowMajor.Copy(pass.Workers, pass.InputView(0), pass.OutputView);

    internal sealed override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone) RowMajor.Copy(pass.Workers, pass.OutputGradientView, pass.InputGradientView(0), pass.Accumulate[0]);
    }
}
