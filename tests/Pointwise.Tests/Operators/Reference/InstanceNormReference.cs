using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Each picture's channel less its mean, over the root of its mean square deviation plus epsilon, times weight, plus bias (arXiv:1607.08022).</summary>
internal sealed class InstanceNormReference(InstanceNorm op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0], y = x.ZerosLike();
        Each(x, (n, c, mean, deviation) =>
        {
            for (int h = 0; h < x.H; h++)
                for (int w = 0; w < x.W; w++) y[n, c, h, w] = (x[n, c, h, w] - mean) / deviation * parameters[0][c] + parameters[1][c];
        });
        return y;
    }

    /// <summary>With h the normalised x and d = dy times weight: dx = (d - mean(d) - h mean(d h)) / deviation.</summary>
    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field x = inputs[0], dx = x.ZerosLike(), weight = parameters[0].ZerosLike(), bias = parameters[1].ZerosLike();
        Each(x, (n, c, mean, deviation) =>
        {
            double sum = 0, product = 0, count = x.H * x.W;
            for (int h = 0; h < x.H; h++)
                for (int w = 0; w < x.W; w++)
                {
                    sum += outputGradient[n, c, h, w];
                    product += outputGradient[n, c, h, w] * (x[n, c, h, w] - mean) / deviation;
                }

            weight[c] += product;
            bias[c] += sum;
            for (int h = 0; h < x.H; h++)
                for (int w = 0; w < x.W; w++)
                    dx[n, c, h, w] = parameters[0][c] / deviation * (outputGradient[n, c, h, w] - sum / count - (x[n, c, h, w] - mean) / deviation * product / count);
        });
        return new Gradients([dx], [weight, bias]);
    }

    private void Each(Field x, Action<int, int, double, double> visit)
    {
        for (int n = 0; n < x.N; n++)
            for (int c = 0; c < x.C; c++)
            {
                double[] values = [.. Enumerable.Range(0, x.H * x.W).Select(i => x[n, c, i / x.W, i % x.W])];
                double mean = values.Average();
                visit(n, c, mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + op.Epsilon));
            }
    }
}
