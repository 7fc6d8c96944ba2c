namespace Pointwise.Training.Experiments;

/// <summary>How the channels of maps vary together, over all pixels of many pictures.</summary>
internal sealed class Covariance(int channels)
{
    private readonly double[] sums = new double[channels];
    private readonly double[] products = new double[channels * channels];
    private long pixels;

    public int Channels => channels;

    /// <summary>Counts maps in.</summary>
    /// <param name="maps">A pixel's channels side by side.</param>
    public void Add(ReadOnlySpan<float> maps)
    {
        for (int p = 0; p + channels <= maps.Length; p += channels)
        {
            ReadOnlySpan<float> pixel = maps.Slice(p, channels);
            for (int a = 0; a < channels; a++)
            {
                double value = pixel[a];
                sums[a] += value;
                Span<double> row = products.AsSpan(a * channels, a + 1);
                for (int b = 0; b <= a; b++) row[b] += value * pixel[b];
            }

            pixels++;
        }
    }

    /// <summary>The covariances, row by row.</summary>
    public double[] Matrix()
    {
        var matrix = new double[channels * channels];
        double n = Math.Max(1, pixels);
        for (int a = 0; a < channels; a++)
            for (int b = 0; b <= a; b++) matrix[a * channels + b] = matrix[b * channels + a] = products[a * channels + b] / n - sums[a] / n * (sums[b] / n);
        return matrix;
    }
}
