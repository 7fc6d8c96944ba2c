using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>A max pool, then a convolution.</summary>
internal sealed class PooledConvolutionReference(PooledConv2D op) : OperatorReference
{
    private readonly MaxPoolReference pool = new(op.Pool);
    private readonly ConvolutionReference convolution = new(op.Convolution);

    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => convolution.Forward([pool.Forward(inputs, [], training)], parameters, training);

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Gradients product = convolution.Backward([pool.Forward(inputs, [], training: true)], parameters, outputGradient);
        return product with { Inputs = pool.Backward(inputs, [], product.Inputs[0]!).Inputs };
    }
}
