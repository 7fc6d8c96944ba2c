using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>exp(x) over the sum of exp(x) along an axis: [N,C] logits to probabilities.</summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Flattened">Whether the sum goes over all axes from that one on, as before ONNX's opset 13.</param>
public sealed record Softmax(int Axis = -1, bool Flattened = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    internal override Attributes Attributes => SoftmaxAxes.Write(new Attributes(Name), Axis, Flattened);

    internal override BackwardReads BackwardReads => BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        SoftmaxAxes.Of(Axis, Flattened, inputs[0].Rank);
        return inputs[0];
    }

    internal static Softmax Read(Attributes a) => new(a.Integer("axis", -1), a.Flag("flattened"));

    internal override void Forward(in ForwardPass pass)
    {
        View x = pass.InputView(0);
        SoftmaxLines.Forward(pass.Workers, x, SoftmaxAxes.Of(Axis, Flattened, x.Rank), logarithm: false, pass.OutputView);
    }

    /// <summary>dx = y (dy - sum of dy y).</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        View y = pass.OutputView;
        SoftmaxLines.Backward(pass.Workers, y, pass.OutputGradientView, SoftmaxAxes.Of(Axis, Flattened, y.Rank), logarithm: false,
            pass.InputGradientView(0), pass.Accumulate[0]);
    }
}
