using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>y = (sum of |x|^p)^(1/p) under a window; dx = dy sign(x) (|x| / y)^(p-1), 0 where y is.</summary>
internal sealed class LpPoolReference(int p, Func<Field, Window> windowOf) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0], y = WindowWalk.Output(x, windowOf(x));
        WindowWalk.Each(y, (n, c, i, j) =>
        {
            double sum = 0;
            WindowWalk.Taps(x, windowOf(x), i, j, (h, w) => sum += Math.Pow(Math.Abs(x[n, c, h, w]), p));
            y[n, c, i, j] = Math.Pow(sum, 1.0 / p);
        });
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field x = inputs[0], y = Forward(inputs, parameters, training: true), dx = x.ZerosLike();
        WindowWalk.Each(y, (n, c, i, j) => WindowWalk.Taps(x, windowOf(x), i, j, (h, w) =>
        {
            double value = x[n, c, h, w], norm = y[n, c, i, j];
            if (norm > 0) dx[n, c, h, w] += outputGradient[n, c, i, j] * Math.Sign(value) * Math.Pow(Math.Abs(value) / norm, p - 1);
        }));
        return new Gradients([dx], []);
    }

    public override double DistanceToKink(Field[] inputs, Field[] parameters) => p > 1 ? double.PositiveInfinity : inputs[0].Values.Min(Math.Abs);
}
