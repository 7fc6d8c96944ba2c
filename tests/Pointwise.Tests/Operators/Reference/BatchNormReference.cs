using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>
/// y = weight (x - mean) / sqrt(variance + epsilon) + bias, channel by channel (arXiv:1502.03167, algorithm 1): in training with the batch's
/// mean and biased variance, whose running values move by momentum (variance unbiased there); else with the running values.
/// </summary>
internal sealed class BatchNormReference(BatchNorm op) : ActivatedReference(op.Activation)
{
    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0], y = x.ZerosLike();
        for (int channel = 0; channel < x.C; channel++)
        {
            int c = channel;
            (double mean, double variance) = training ? Moments(x, c) : (parameters[2][c], parameters[3][c]);
            EachPixel(x, (n, h, w) => y[n, c, h, w] = parameters[0][c] * (x[n, c, h, w] - mean) / Math.Sqrt(variance + op.Epsilon) + parameters[1][c]);
        }

        return y;
    }

    /// <summary>The chain rule through mean and variance, as the paper's section 3 writes it out.</summary>
    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field dy)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        (Field dx, Field dWeight, Field dBias) = (x.ZerosLike(), weight.ZerosLike(), weight.ZerosLike());
        double m = (double)x.N * x.H * x.W;
        for (int channel = 0; channel < x.C; channel++)
        {
            int c = channel;
            (double mean, double variance) = Moments(x, c);
            double deviation = Math.Sqrt(variance + op.Epsilon), dVariance = 0, dMean = 0;
            EachPixel(x, (n, h, w) =>
            {
                double centred = x[n, c, h, w] - mean, dNormalised = dy[n, c, h, w] * weight[c];
                dBias[c] += dy[n, c, h, w];
                dWeight[c] += dy[n, c, h, w] * centred / deviation;
                dVariance -= dNormalised * centred / (2 * deviation * deviation * deviation);
                dMean -= dNormalised / deviation;
            });
            EachPixel(x, (n, h, w) =>
                dx[n, c, h, w] = dy[n, c, h, w] * weight[c] / deviation + dVariance * 2 * (x[n, c, h, w] - mean) / m + dMean / m);
        }

        return new Gradients([dx], [dWeight, dBias, null, null]);
    }

    public override Field[] ParametersAfter(Field[] inputs, Field[] parameters)
    {
        Field x = inputs[0], means = parameters[2].Copy(), variances = parameters[3].Copy();
        double m = (double)x.N * x.H * x.W;
        for (int c = 0; c < x.C; c++)
        {
            (double mean, double variance) = Moments(x, c);
            means[c] += op.Momentum * (mean - means[c]);
            variances[c] += op.Momentum * (variance * m / (m - 1) - variances[c]);
        }

        return [parameters[0], parameters[1], means, variances];
    }

    private static (double Mean, double Variance) Moments(Field x, int c)
    {
        double m = (double)x.N * x.H * x.W, sum = 0, squares = 0;
        EachPixel(x, (n, h, w) => sum += x[n, c, h, w]);
        double mean = sum / m;
        EachPixel(x, (n, h, w) => squares += (x[n, c, h, w] - mean) * (x[n, c, h, w] - mean));
        return (mean, squares / m);
    }

    private static void EachPixel(Field x, Action<int, int, int> visit)
    {
        for (int n = 0; n < x.N; n++)
            for (int h = 0; h < x.H; h++)
                for (int w = 0; w < x.W; w++) visit(n, h, w);
    }
}
