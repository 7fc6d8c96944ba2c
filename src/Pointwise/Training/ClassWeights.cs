using System.Collections.Immutable;
using Pointwise.Data;

namespace Pointwise.Training;

/// <summary>How much the pictures of each class count in the loss.</summary>
public abstract record ClassWeights
{
    /// <summary>Each class as much as any other: its weight is the pictures there are, over the classes there are times the pictures of the class.</summary>
    public static ClassWeights Balanced { get; } = new BalancedClassWeights();

    /// <summary>Weights of one's own.</summary>
    /// <param name="weights">One a class, 0 or more.</param>
    public static ClassWeights Of(params IEnumerable<float> weights) => new GivenClassWeights([.. weights]);

    /// <summary>One weight a score of the network; scores beyond the data set's classes, and classes without pictures, count 1.</summary>
    /// <exception cref="PointwiseException">The weights do not fit the classes.</exception>
    internal abstract ImmutableArray<float> For(IDataSet data, int scores);
}

/// <summary>Each class counts as much as any other, however many pictures it has.</summary>
public sealed record BalancedClassWeights : ClassWeights
{
    internal override ImmutableArray<float> For(IDataSet data, int scores)
    {
        int[] counts = ClassCounts.Of(data);
        int present = counts.Count(n => n > 0);
        return [.. Enumerable.Range(0, scores).Select(c => c < counts.Length && counts[c] > 0 ? (float)((double)data.Count / ((double)present * counts[c])) : 1f)];
    }
}

/// <summary>Each class counts as it is said.</summary>
/// <param name="Weights">One a class, 0 or more.</param>
public sealed record GivenClassWeights(ImmutableArray<float> Weights) : ClassWeights
{
    /// <inheritdoc/>
    public bool Equals(GivenClassWeights? other) => other is not null && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Weights.Length;

    internal override ImmutableArray<float> For(IDataSet data, int scores)
    {
        if (Weights.Length != data.Classes.Length)
            throw new PointwiseException("class weights", "do not fit the classes", $"{data.Classes.Length}, one a class of {data.Name}", $"{Weights.Length}", "give one weight a class");
        if (Weights.Any(w => !(w >= 0) || !float.IsFinite(w)) || Weights.All(w => w == 0))
            throw new PointwiseException("class weights", "out of range", "numbers of 0 or more, one of them above 0", string.Join(", ", Weights.Take(8).Select(w => FormattableString.Invariant($"{w}"))), "correct the weights");
        return [.. Weights, .. Enumerable.Repeat(1f, scores - Weights.Length)];
    }
}

/// <summary>How many pictures each class of a data set has.</summary>
internal static class ClassCounts
{
    public static int[] Of(IDataSet data)
    {
        var counts = new int[data.Classes.Length];
        for (int i = 0; i < data.Count; i++) counts[data.Label(i)]++;
        return counts;
    }
}
