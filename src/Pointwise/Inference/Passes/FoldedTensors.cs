using Pointwise.Graphs;

namespace Pointwise.Inference.Passes;

/// <summary>A layer's weights, each multiplied with the factor of its filter, in double precision and rounded once.</summary>
/// <param name="Weight">The model's tensor.</param>
/// <param name="Filters">Filters of the layer.</param>
/// <param name="InputGroups">Groups where a filter's weights lie behind all input channels of its group, as in transposed convolutions; 0 where filters lie one after the other.</param>
/// <param name="Norms">What follows the layer.</param>
internal sealed record FoldedWeight(string Weight, int Filters, int InputGroups, FollowingNorms Norms) : DerivedTensor
{
    public override IEnumerable<string> Sources => Norms.Sources.Prepend(Weight);

    public override void Fill(Parameters stored, Span<float> values)
    {
        (double Factor, double Shift)[] maps = Norms.Of(stored, Filters);
        ReadOnlySpan<float> weights = stored[Weight].Values;
        if (InputGroups == 0)
        {
            int depth = values.Length / Filters;
            for (int f = 0; f < Filters; f++) Multiply(weights.Slice(f * depth, depth), maps[f].Factor, values.Slice(f * depth, depth));
            return;
        }

        int perGroup = Filters / InputGroups, group = values.Length / InputGroups;
        for (int i = 0; i < values.Length; i++) values[i] = (float)(weights[i] * maps[i / group * perGroup + i % perGroup].Factor);
    }

    private static void Multiply(ReadOnlySpan<float> weights, double factor, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = (float)(weights[i] * factor);
    }
}

/// <summary>A layer's bias, zero where it had none, through what follows the layer, in double precision and rounded once.</summary>
/// <param name="Bias">The model's tensor; null where the layer had no bias.</param>
/// <param name="Norms">What follows the layer.</param>
internal sealed record FoldedBias(string? Bias, FollowingNorms Norms) : DerivedTensor
{
    public override IEnumerable<string> Sources => Bias is null ? Norms.Sources : Norms.Sources.Prepend(Bias);

    public override void Fill(Parameters stored, Span<float> values)
    {
        (double Factor, double Shift)[] maps = Norms.Of(stored, values.Length);
        ReadOnlySpan<float> biases = Bias is null ? [] : stored[Bias].Values;
        for (int i = 0; i < values.Length; i++) values[i] = (float)((biases.IsEmpty ? 0 : biases[i] * maps[i].Factor) + maps[i].Shift);
    }
}
