using System.Collections.Immutable;
using Pointwise.Graphs;

namespace Pointwise.Data;

/// <summary>The last part of a <see cref="Preprocessing"/>: (v * Scale - Mean) / Deviation per channel, channels in the network's order.</summary>
internal sealed class Normalization
{
    private const int Levels = 256;
    private readonly float scale;
    private readonly float[] mean;
    private readonly float[] deviation;
    private readonly float[][] tables;
    private readonly bool isTurned;

    /// <param name="where">The model's or data set's name, for errors.</param>
    /// <param name="preprocessing">Mean and deviation hold one value for all channels, or one a channel.</param>
    /// <param name="channels">1 or 3: the network's.</param>
    /// <exception cref="PointwiseException">There is another number of means or deviations.</exception>
    public Normalization(string where, Preprocessing preprocessing, int channels)
    {
        bool Fits(int count) => count == 1 || count == channels;
        if (!Fits(preprocessing.Mean.Length) || !Fits(preprocessing.Deviation.Length))
        {
            throw new PointwiseException($"{where}: preprocessing", "mean and deviation do not fit the pictures' channels", channels == 1 ? "1 of each" : $"1 or {channels} of each",
                $"{preprocessing.Mean.Length} and {preprocessing.Deviation.Length}", "use the model with pictures of its own kind");
        }

        scale = preprocessing.Scale;
        mean = Each(preprocessing.Mean, channels);
        deviation = Each(preprocessing.Deviation, channels);
        isTurned = channels == 3 && preprocessing.Channels == ChannelOrder.Bgr;
        tables = new float[channels][];
        for (int c = 0; c < channels; c++)
        {
            tables[c] = new float[Levels];
            for (int v = 0; v < Levels; v++) tables[c][v] = Of(v, c);
        }
    }

    private int Channels => tables.Length;

    /// <summary>Normalises pixels 0-255, grey or red first.</summary>
    /// <param name="pixels">Pixels with their channels side by side.</param>
    /// <param name="values">The same in the network's order of channels.</param>
    public void Apply(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        values = values[..pixels.Length];
        if (Channels == 1)
        {
            float[] table = tables[0];
            for (int i = 0; i < pixels.Length; i++) values[i] = table[pixels[i]];
            return;
        }

        float[] first = tables[0], second = tables[1], third = tables[2];
        int red = isTurned ? 2 : 0;
        for (int i = 0; i <= pixels.Length - 3; i += 3)
        {
            values[i + 2] = third[pixels[i + 2 - red]];
            values[i + 1] = second[pixels[i + 1]];
            values[i] = first[pixels[i + red]];
        }
    }

    /// <summary>Normalises values that lie between pixels', in place.</summary>
    /// <param name="values">0 to 255, grey or red first; afterwards in the network's order.</param>
    public void Apply(Span<float> values)
    {
        if (isTurned)
        {
            for (int i = 0; i <= values.Length - 3; i += 3) (values[i], values[i + 2]) = (values[i + 2], values[i]);
        }

        int channel = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Of(values[i], channel);
            if (++channel == Channels) channel = 0;
        }
    }

    private float Of(float value, int channel) => (value * scale - mean[channel]) / deviation[channel];

    private static float[] Each(ImmutableArray<float> numbers, int channels) =>
        numbers.Length == channels ? [.. numbers] : [.. Enumerable.Repeat(numbers[0], channels)];
}
