using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>The largest value of a picture's channel: a pool whose window is the picture.</summary>
internal sealed class GlobalMaxPoolReference : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => Of(inputs).Forward(inputs, parameters, training);

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => Of(inputs).Backward(inputs, parameters, outputGradient);

    public override double DistanceToKink(Field[] inputs, Field[] parameters) => Of(inputs).DistanceToKink(inputs, parameters);

    private static MaxPoolReference Of(Field[] inputs) => new(new MaxPool(new Window(inputs[0].H, inputs[0].W)));
}
