using Pointwise.Operators.General;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>The place of the first largest value under the window in the whole of the input.</summary>
internal sealed class MaxPoolIndicesReference(MaxPoolIndices op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0], places = WindowWalk.Output(x, op.Window);
        WindowWalk.Each(places, (n, c, i, j) =>
        {
            double largest = double.NegativeInfinity;
            WindowWalk.Taps(x, op.Window, i, j, (h, w) =>
            {
                if (x[n, c, h, w] <= largest) return;
                largest = x[n, c, h, w];
                places[n, c, i, j] = (n * x.C + c) * x.H * x.W + (op.ColumnMajor ? w * x.H + h : h * x.W + w);
            });
        });
        return places;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => throw new NotSupportedException();
}
