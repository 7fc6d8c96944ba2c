using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>An operator that may rectify its own result.</summary>
internal abstract class ActivatedReference(Activation activation) : OperatorReference
{
    private bool Rectifies => activation == Activation.Relu;

    protected abstract Field Sums(Field[] inputs, Field[] parameters, bool training);

    protected abstract Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field sumGradient);

    public sealed override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field sums = Sums(inputs, parameters, training);
        return Rectifies ? sums.Map(v => Math.Max(0, v)) : sums;
    }

    public sealed override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field gradient = outputGradient.Copy();
        if (Rectifies)
        {
            Field sums = Sums(inputs, parameters, training: true);
            for (int i = 0; i < gradient.Values.Length; i++)
                if (sums.Values[i] <= 0) gradient.Values[i] = 0;
        }

        return BackwardOfSums(inputs, parameters, gradient);
    }

    /// <summary>Sums of exactly 0 have no term but padding's, and stay there.</summary>
    public sealed override double DistanceToKink(Field[] inputs, Field[] parameters) => !Rectifies ? double.PositiveInfinity
        : Sums(inputs, parameters, training: true).Values.Select(Math.Abs).Where(v => v > 0).DefaultIfEmpty(double.PositiveInfinity).Min();
}
