using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>
/// y_c = x_c s_c^-beta with s_c = k + alpha / size times the sum of x^2 over the size channels about c
/// (Krizhevsky, Sutskever and Hinton 2012, section 3.3, alpha divided by size); of an even size one more lies before c
/// than behind it, as PyTorch has it, or behind it than before, as ONNX has it. Those outside are zeros.
/// </summary>
internal sealed class LocalResponseNormReference(LocalResponseNorm op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0], y = x.ZerosLike();
        WindowWalk.Each(x, (n, c, h, w) => y[n, c, h, w] = x[n, c, h, w] * Math.Pow(Sum(x, n, c, h, w), -op.Beta));
        return y;
    }

    /// <summary>dx_d = dy_d s_d^-beta - 2 alpha beta / size x_d times the sum over all c that d is near of dy_c x_c s_c^(-beta - 1).</summary>
    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field x = inputs[0], dx = x.ZerosLike();
        WindowWalk.Each(x, (n, c, h, w) =>
        {
            double s = Sum(x, n, c, h, w), dy = outputGradient[n, c, h, w];
            dx[n, c, h, w] += dy * Math.Pow(s, -op.Beta);
            double dSum = -op.Beta * dy * x[n, c, h, w] * Math.Pow(s, -op.Beta - 1);
            foreach (int d in Near(c, x.C)) dx[n, d, h, w] += dSum * op.Alpha / op.Size * 2 * x[n, d, h, w];
        });
        return new Gradients([dx], []);
    }

    private double Sum(Field x, int n, int c, int h, int w) =>
        op.K + op.Alpha / op.Size * Near(c, x.C).Sum(d => x[n, d, h, w] * x[n, d, h, w]);

    private IEnumerable<int> Near(int c, int channels)
    {
        int before = op.LeansAhead ? (op.Size - 1) / 2 : op.Size / 2;
        for (int d = c - before; d < c - before + op.Size; d++)
            if (d >= 0 && d < channels) yield return d;
    }
}
