using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>The largest value under the window; of equal ones the first in reading order takes the gradient.</summary>
internal sealed class MaxPoolReference(MaxPool op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field y = WindowWalk.Output(inputs[0], op.Window);
        WindowWalk.Each(y, (n, c, i, j) => y[n, c, i, j] = Winner(inputs[0], n, c, i, j).Value);
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field dx = inputs[0].ZerosLike();
        WindowWalk.Each(outputGradient, (n, c, i, j) =>
        {
            (_, int h, int w, _) = Winner(inputs[0], n, c, i, j);
            dx[n, c, h, w] += outputGradient[n, c, i, j];
        });
        return new Gradients([dx], []);
    }

    public override double DistanceToKink(Field[] inputs, Field[] parameters)
    {
        double least = double.PositiveInfinity;
        WindowWalk.Each(WindowWalk.Output(inputs[0], op.Window), (n, c, i, j) => least = Math.Min(least, Winner(inputs[0], n, c, i, j).Lead));
        return least;
    }

    private (double Value, int H, int W, double Lead) Winner(Field x, int n, int c, int i, int j)
    {
        (double Value, int H, int W, double Lead) best = (double.NegativeInfinity, -1, -1, double.PositiveInfinity);
        WindowWalk.Taps(x, op.Window, i, j, (h, w) =>
        {
            double value = x[n, c, h, w];
            best = value > best.Value ? (value, h, w, value - best.Value) : best with { Lead = Math.Min(best.Lead, best.Value - value) };
        });
        return best;
    }
}
