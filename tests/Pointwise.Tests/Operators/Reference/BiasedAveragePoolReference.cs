using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>An average pool plus a value per channel.</summary>
internal sealed class BiasedAveragePoolReference(BiasedAveragePool op) : ActivatedReference(op.Activation)
{
    private readonly AveragePoolReference pool = new(op.Pool);

    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        Field y = pool.Forward(inputs, [], training);
        WindowWalk.Each(y, (n, c, i, j) => y[n, c, i, j] += parameters[0][c]);
        return y;
    }

    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field sumGradient)
    {
        Field bias = parameters[0].ZerosLike();
        WindowWalk.Each(sumGradient, (n, c, i, j) => bias[c] += sumGradient[n, c, i, j]);
        return new Gradients(pool.Backward(inputs, [], sumGradient).Inputs, [bias]);
    }
}
