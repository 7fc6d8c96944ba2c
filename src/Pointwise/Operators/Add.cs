using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The sum of two values of one shape: a shortcut's end.</summary>
/// <param name="Activation">What is applied to the sums before they are stored.</param>
public sealed record Add(Activation Activation = Activation.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Add";

    internal override Attributes Attributes => new Attributes(Name).With("activation", Activation.ToString());

    internal override BackwardReads BackwardReads => Activation == Activation.None ? BackwardReads.Nothing : BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 2);
        if (inputs[0] != inputs[1])
        {
            throw new PointwiseException("inputs", "Add sums values of different shape", $"input 1 is {inputs[0]} as input 0", $"input 1 is {inputs[1]}",
                "give both the same channels and total stride");
        }

        return inputs[0];
    }

    internal static Add Read(Attributes a) => new(a.Activation());

    internal override void Forward(in ForwardPass pass)
    {
        if (Activation == Activation.Relu) Elementwise.Map(pass.Workers, new RectifiedSum(), pass.Inputs[0], pass.Inputs[1], pass.Output);
        else Elementwise.Map(pass.Workers, new Sum(), pass.Inputs[0], pass.Inputs[1], pass.Output);
    }

    internal override void Backward(in BackwardPass pass)
    {
        Rows gradient = pass.OutputGradient;
        if (Activation == Activation.Relu) Elementwise.Map(pass.Workers, new WherePositive(), gradient, pass.Output, gradient);
        for (int i = 0; i < 2; i++)
            if (!pass.InputGradients[i].IsNone) Elementwise.Copy(pass.Workers, gradient, pass.InputGradients[i], pass.Accumulate[i]);
    }
}
