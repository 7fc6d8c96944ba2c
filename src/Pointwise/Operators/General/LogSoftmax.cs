namespace Pointwise.Operators.General;

/// <summary>x less the logarithm of the sum of exp(x) over an axis.</summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Flattened">Whether the sum goes over all axes from that one on, as before ONNX's opset 13.</param>
public sealed record LogSoftmax(int Axis = -1, bool Flattened = false) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "LogSoftmax";

    internal override Attributes Attributes => Passes.Write(new Attributes(Name));

    internal override BackwardReads BackwardReads => BackwardReads.Output;

    internal override bool HasBackward => true;

    private SoftmaxPasses Passes => new(Axis, Flattened, Logarithm: true);

    internal static LogSoftmax Read(Attributes a) => new(a.Integer("axis", -1), a.Flag("flattened"));

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Require.Floats(Name, inputs, 0);
        Passes.AxesOf(inputs[0].Shape.Rank);
        return new ValueInfo(inputs[0].Shape);
    }

    internal override void Forward(in ForwardPass pass) => Passes.Forward(pass);

    /// <summary>dx = dy - exp(y) (sum of dy).</summary>
    internal override void Backward(in BackwardPass pass) => Passes.Backward(pass);
}
