using System.Collections.Immutable;
using Pointwise.Graphs;

namespace Pointwise.Data;

/// <summary>Mean and deviation of a data set's pixels, counted exactly: MNIST's are 0.1307 and 0.3081 of the full range.</summary>
internal static class PixelStatistics
{
    private const int Levels = 256;

    /// <summary>The preprocessing that gives every channel of a data set mean 0 and deviation 1.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="channels">1 for grey, 3 for colour: the network's.</param>
    public static Preprocessing Normalize(IDataSet data, int channels)
    {
        long[] counts = Count(data, channels);
        double[] mean = new double[channels], deviation = new double[channels];
        for (int c = 0; c < channels; c++) (mean[c], deviation[c]) = Moments(counts.AsSpan(c * Levels, Levels));
        return new Preprocessing
        {
            Channels = channels == 1 ? ChannelOrder.Grey : ChannelOrder.Rgb,
            Mean = [.. mean.Select(m => (float)(m / 255))],
            Deviation = [.. deviation.Select(d => d > 0 ? (float)(d / 255) : 1)],
        };
    }

    private static long[] Count(IDataSet data, int channels)
    {
        var counts = new long[channels * Levels];
        for (int i = 0; i < data.Count; i++)
        {
            Picture picture = data.Read(i);
            for (int p = 0; p < picture.Height * picture.Width; p++)
                for (int c = 0; c < channels; c++) counts[c * Levels + picture.Value(p, c, channels)]++;
        }

        return counts;
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<long> counts)
    {
        Int128 pixels = 0, sum = 0, squares = 0;
        for (int v = 0; v < Levels; v++)
        {
            pixels += counts[v];
            sum += (Int128)counts[v] * v;
            squares += (Int128)counts[v] * v * v;
        }

        double mean = (double)sum / (double)pixels;
        return (mean, Math.Sqrt((double)(pixels * squares - sum * sum)) / (double)pixels);
    }
}
