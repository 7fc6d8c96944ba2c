using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>x where it is above 0, else the channel's slope times x.</summary>
internal sealed class PReluReference(PRelu op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0], y = x.ZerosLike();
        WindowWalk.Each(x, (n, c, h, w) => y[n, c, h, w] = x[n, c, h, w] > 0 ? x[n, c, h, w] : parameters[0][Slope(c)] * x[n, c, h, w]);
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field x = inputs[0], dx = x.ZerosLike(), slopes = parameters[0].ZerosLike();
        WindowWalk.Each(x, (n, c, h, w) =>
        {
            double dy = outputGradient[n, c, h, w];
            dx[n, c, h, w] = x[n, c, h, w] > 0 ? dy : parameters[0][Slope(c)] * dy;
            if (x[n, c, h, w] <= 0) slopes[Slope(c)] += x[n, c, h, w] * dy;
        });
        return new Gradients([dx], [slopes]);
    }

    public override double DistanceToKink(Field[] inputs, Field[] parameters) => inputs[0].Values.Select(Math.Abs).Min();

    private int Slope(int channel) => op.Shared ? 0 : channel;
}
