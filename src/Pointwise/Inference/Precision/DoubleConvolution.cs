using System.Numerics.Tensors;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference.Precision;

/// <summary>A convolution's direct sums in double precision; channels-last. Sums are of one filter and kernel row at a time, where these lie side by side.</summary>
internal static class DoubleConvolution
{
    /// <param name="op">The convolution.</param>
    /// <param name="x">What it reads.</param>
    /// <param name="input">Its shape.</param>
    /// <param name="weights">[filters][kernel rows][kernel columns][channels of a group].</param>
    /// <param name="bias">One a filter; null for none.</param>
    /// <param name="shortcut">What is added to the result; null for nothing.</param>
    /// <param name="output">The result's shape.</param>
    public static double[] Of(Conv2D op, double[] x, Shape input, double[] weights, double[]? bias, double[]? shortcut, Shape output)
    {
        var y = new double[output.Elements];
        Parallel.For(0, output.N * output.H, row => Row(op, x, input, weights, bias, y, output, row));
        for (int i = 0; i < y.Length; i++)
        {
            double sum = shortcut is null ? y[i] : y[i] + shortcut[i];
            y[i] = op.Activation == Activation.Relu ? Math.Max(0, sum) : sum;
        }

        return y;
    }

    private static void Row(Conv2D op, double[] x, Shape input, double[] weights, double[]? bias, double[] y, Shape output, int row)
    {
        Window window = op.Window.For(input.H, input.W);
        (int image, int line) = Math.DivRem(row, output.H);
        int perGroup = input.C / op.Groups, filtersPerGroup = op.Filters / op.Groups;
        bool isWhole = op.Groups == 1 && window.DilationW == 1;
        for (int column = 0; column < output.W; column++)
        {
            int at = (row * output.W + column) * output.C, left = column * window.StrideW - window.PadLeft;
            for (int filter = 0; filter < op.Filters; filter++)
            {
                double sum = bias is null ? 0 : bias[filter];
                for (int ky = 0; ky < window.KernelH; ky++)
                {
                    int sy = line * window.StrideH - window.PadTop + ky * window.DilationH;
                    if ((uint)sy >= (uint)input.H) continue;
                    int from = (image * input.H + sy) * input.W, weight = (filter * window.KernelH + ky) * window.KernelW;
                    if (isWhole)
                    {
                        int first = Math.Max(0, -left), last = Math.Min(window.KernelW, input.W - left);
                        if (last > first) sum += Dot(x, (from + left + first) * input.C, weights, (weight + first) * perGroup, (last - first) * perGroup);
                        continue;
                    }

                    for (int kx = 0; kx < window.KernelW; kx++)
                    {
                        int sx = left + kx * window.DilationW;
                        if ((uint)sx < (uint)input.W) sum += Dot(x, (from + sx) * input.C + filter / filtersPerGroup * perGroup, weights, (weight + kx) * perGroup, perGroup);
                    }
                }

                y[at + filter] = sum;
            }
        }
    }

    private static double Dot(double[] x, int first, double[] weights, int weight, int count) =>
        TensorPrimitives.Dot<double>(x.AsSpan(first, count), weights.AsSpan(weight, count));
}
