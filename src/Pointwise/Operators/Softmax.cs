using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>exp(x) over the sum of exp(x) along an axis: [N,C] logits to probabilities.</summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Flattened">Whether the sum goes over all axes from that one on, as before ONNX's opset 13.</param>
public sealed record Softmax(int Axis = -1, bool Flattened = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    internal override Attributes Attributes => Passes.Write(new Attributes(Name));

    internal override BackwardReads BackwardReads => BackwardReads.Output;

    private SoftmaxPasses Passes => new(Axis, Flattened, Logarithm: false);

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Passes.AxesOf(inputs[0].Rank);
        return inputs[0];
    }

    internal static Softmax Read(Attributes a) => new(a.Integer("axis", -1), a.Flag("flattened"));

    internal override void Forward(in ForwardPass pass) => Passes.Forward(pass);

    /// <summary>dx = y (dy - sum of dy y).</summary>
    internal override void Backward(in BackwardPass pass) => Passes.Backward(pass);
}
