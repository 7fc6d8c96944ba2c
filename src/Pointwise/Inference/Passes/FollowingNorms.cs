using System.Collections.Immutable;
using Pointwise.Graphs;

namespace Pointwise.Inference.Passes;

/// <summary>A batch normalisation behind a layer: (x - mean) / sqrt(variance + epsilon) * weight + bias, by running statistics.</summary>
/// <param name="Name">Its node, the prefix of its parameters.</param>
/// <param name="Epsilon">Added to the variance.</param>
internal readonly record struct FollowingNorm(string Name, float Epsilon)
{
    public string[] Sources => [$"{Name}.weight", $"{Name}.bias", $"{Name}.running_mean", $"{Name}.running_var"];

    /// <summary>What it multiplies a channel with, and adds to it: x * factor + shift.</summary>
    public (double Factor, double Shift) Of(Parameters stored, int channel)
    {
        double weight = stored[$"{Name}.weight"].Values[channel], bias = stored[$"{Name}.bias"].Values[channel];
        double mean = stored[$"{Name}.running_mean"].Values[channel], variance = stored[$"{Name}.running_var"].Values[channel];
        double factor = weight / Math.Sqrt(variance + Epsilon);
        return (factor, bias - mean * factor);
    }
}

/// <summary>Batch normalisations behind each other, as one map of each channel.</summary>
internal sealed record FollowingNorms(ImmutableArray<FollowingNorm> Norms)
{
    public IEnumerable<string> Sources => Norms.SelectMany(norm => norm.Sources);

    public FollowingNorms Then(FollowingNorm norm) => new(Norms.Add(norm));

    /// <summary>What they multiply each channel with, and add to it.</summary>
    public (double Factor, double Shift)[] Of(Parameters stored, int channels)
    {
        var maps = new (double Factor, double Shift)[channels];
        Array.Fill(maps, (1, 0));
        foreach (FollowingNorm norm in Norms)
        {
            for (int c = 0; c < channels; c++)
            {
                (double factor, double shift) = norm.Of(stored, c);
                maps[c] = (maps[c].Factor * factor, maps[c].Shift * factor + shift);
            }
        }

        return maps;
    }

    /// <inheritdoc/>
    public bool Equals(FollowingNorms? other) => other is not null && Norms.SequenceEqual(other.Norms);

    /// <inheritdoc/>
    public override int GetHashCode() => Norms.Aggregate(0, HashCode.Combine);
}
