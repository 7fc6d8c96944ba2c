using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Tests.Data.Resizing;

/// <summary>
/// Antialiased resizing in double precision from its definition: a place's value is the weighted mean of the pixels, the weights a function of their distance, stretched by the
/// reduction. Where a pixel's centre lies on the edge of what a mean covers, either answer is right, and this one's is not a number.
/// </summary>
internal static class ResamplingReference
{
    public static double[] Resize(Picture picture, int height, int width, Interpolation interpolation)
    {
        var result = new double[height * width * picture.Channels];
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        double[][] across = Weights(picture.Width, width, interpolation), down = Weights(picture.Height, height, interpolation);
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % picture.Channels, x = i / picture.Channels % width, y = i / picture.Channels / width;
            double sum = 0;
            for (int p = 0; p < picture.Height * picture.Width; p++)
                sum += down[y][p / picture.Width] * across[x][p % picture.Width] * pixels[p * picture.Channels + c];
            result[i] = sum;
        }

        return result;
    }

    private static double[][] Weights(int from, int to, Interpolation interpolation)
    {
        double step = (double)from / to, stretch = Math.Max(1, step);
        return [.. Enumerable.Range(0, to).Select(i =>
        {
            double[] weights = [.. Enumerable.Range(0, from).Select(p => Weight((p + 0.5 - (i + 0.5) * step) / stretch, interpolation))];
            double sum = weights.Sum();
            return weights.Select(w => w / sum).ToArray();
        })];
    }

    private static double Weight(double t, Interpolation interpolation)
    {
        double d = Math.Abs(t);
        switch (interpolation)
        {
            case Interpolation.Area: return Math.Abs(d - 0.5) < 1e-9 ? double.NaN : d < 0.5 ? 1 : 0;
            case Interpolation.Bilinear: return Math.Max(0, 1 - d);
            case Interpolation.Bicubic:
                const double A = -0.5;
                if (d <= 1) return (A + 2) * d * d * d - (A + 3) * d * d + 1;
                return d < 2 ? A * d * d * d - 5 * A * d * d + 8 * A * d - 4 * A : 0;
            default: return d < 3 ? Sinc(d) * Sinc(d / 3) : 0;
        }
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
