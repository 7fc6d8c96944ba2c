using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>The sum of the pixels under the window over their number, or over the taps up to the padded border.</summary>
internal sealed class AveragePoolReference(AveragePool op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0], y = WindowWalk.Output(x, op.Window);
        WindowWalk.Each(y, (n, c, i, j) =>
        {
            WindowWalk.Taps(x, op.Window, i, j, (h, w) => y[n, c, i, j] += x[n, c, h, w]);
            y[n, c, i, j] /= Divisor(x, i, j);
        });
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field x = inputs[0], dx = x.ZerosLike();
        WindowWalk.Each(outputGradient, (n, c, i, j) =>
        {
            double share = outputGradient[n, c, i, j] / Divisor(x, i, j);
            WindowWalk.Taps(x, op.Window, i, j, (h, w) => dx[n, c, h, w] += share);
        });
        return new Gradients([dx], []);
    }

    private int Divisor(Field x, int i, int j)
    {
        if (op.CountPadding) return WindowWalk.PaddedTaps(x, op.Window, i, j);
        int pixels = 0;
        WindowWalk.Taps(x, op.Window, i, j, (_, _) => pixels++);
        return pixels;
    }
}
