using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>x less the logarithm of the sum of exp(x) over an axis.</summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Flattened">Whether the sum goes over all axes from that one on, as before ONNX's opset 13.</param>
public sealed record LogSoftmax(int Axis = -1, bool Flattened = false) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "LogSoftmax";

    internal override Attributes Attributes => SoftmaxAxes.Write(new Attributes(Name), Axis, Flattened);

    internal override BackwardReads BackwardReads => BackwardReads.Output;

    internal override bool HasBackward => true;

    internal static LogSoftmax Read(Attributes a) => new(a.Integer("axis", -1), a.Flag("flattened"));

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Require.Floats(Name, inputs, 0);
        SoftmaxAxes.Of(Axis, Flattened, inputs[0].Shape.Rank);
        return new ValueInfo(inputs[0].Shape);
    }

    internal override void Forward(in ForwardPass pass)
    {
        View x = pass.InputView(0);
        SoftmaxLines.Forward(pass.Workers, x, SoftmaxAxes.Of(Axis, Flattened, x.Rank), logarithm: true, pass.OutputView);
    }

    /// <summary>dx = dy - exp(y) (sum of dy).</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        View y = pass.OutputView;
        SoftmaxLines.Backward(pass.Workers, y, pass.OutputGradientView, SoftmaxAxes.Of(Axis, Flattened, y.Rank), logarithm: true,
            pass.InputGradientView(0), pass.Accumulate[0]);
    }
}
