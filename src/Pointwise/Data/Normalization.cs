using Pointwise.Graphs;

namespace Pointwise.Data;

/// <summary>The last part of a <see cref="Preprocessing"/>: (v * Scale - Mean) / Deviation per channel.</summary>
internal static class Normalization
{
    /// <param name="preprocessing">Mean and deviation hold one value for all channels, or one a channel.</param>
    /// <param name="values">Pixels with their channels side by side, changed in place.</param>
    public static void Apply(Preprocessing preprocessing, Span<float> values)
    {
        ReadOnlySpan<float> mean = preprocessing.Mean.AsSpan(), deviation = preprocessing.Deviation.AsSpan();
        float scale = preprocessing.Scale;
        int channel = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] * scale - mean[channel]) / deviation[channel];
            if (++channel == mean.Length) channel = 0;
        }
    }
}
