namespace Pointwise.Tests.Operators.Reference;

internal sealed class ReluReference : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => inputs[0].Map(v => Math.Max(0, v));

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field gradient = outputGradient.Copy();
        for (int i = 0; i < gradient.Values.Length; i++)
            if (inputs[0].Values[i] <= 0) gradient.Values[i] = 0;
        return new Gradients([gradient], []);
    }

    public override double DistanceToKink(Field[] inputs, Field[] parameters) => inputs[0].Values.Min(Math.Abs);
}
