using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>A convolution plus a second input.</summary>
internal sealed class ResidualConvolutionReference(Conv2D op) : ActivatedReference(op.Activation)
{
    private readonly ConvolutionReference convolution = new(op with { Activation = Activation.None });

    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        Field y = convolution.Forward(inputs[..1], parameters, training);
        for (int i = 0; i < y.Values.Length; i++) y.Values[i] += inputs[1].Values[i];
        return y;
    }

    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field sumGradient)
    {
        Gradients own = convolution.Backward(inputs[..1], parameters, sumGradient);
        return own with { Inputs = [own.Inputs[0], sumGradient] };
    }
}
