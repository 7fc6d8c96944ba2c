using System.Collections.Immutable;
using Pointwise.Data;

namespace Pointwise.Training;

/// <summary>How much the pictures of each class, or its pixels where every pixel has one, count in the loss.</summary>
public abstract record ClassWeights
{
    /// <summary>Each class as much as any other: its weight is the pictures there are, over the classes there are times the pictures of the class.</summary>
    public static ClassWeights Balanced { get; } = new BalancedClassWeights(1);

    /// <summary>The square roots of <see cref="Balanced"/>: rare classes count more than they are, but common ones still most.</summary>
    public static ClassWeights Softened { get; } = new BalancedClassWeights(0.5);

    /// <summary>Weights of one's own.</summary>
    /// <param name="weights">One a class, 0 or more.</param>
    public static ClassWeights Of(params IEnumerable<float> weights) => new GivenClassWeights([.. weights]);

    /// <summary>One weight a score of the network; scores beyond the data set's classes, and classes without pictures, count 1.</summary>
    /// <exception cref="PointwiseException">The weights do not fit the classes.</exception>
    internal abstract ImmutableArray<float> For(IPictureSet data, int scores);
}

/// <summary>Each class counts as much as any other, however many pictures or pixels it has; or less evenly.</summary>
public sealed record BalancedClassWeights : ClassWeights
{
    internal BalancedClassWeights(double power) => Power = power;

    /// <summary>What each class's weight is raised to: 1 for evenly.</summary>
    public double Power { get; }

    internal override ImmutableArray<float> For(IPictureSet data, int scores)
    {
        long[] counts = ClassCounts.Of(data);
        int present = counts.Count(n => n > 0);
        double all = counts.Sum();
        return [.. Enumerable.Range(0, scores).Select(c => c < counts.Length && counts[c] > 0 ? (float)Math.Pow(all / ((double)present * counts[c]), Power) : 1f)];
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

    internal override ImmutableArray<float> For(IPictureSet data, int scores)
    {
        if (Weights.Length != data.Classes.Length)
            throw new PointwiseException("class weights", "do not fit the classes", $"{data.Classes.Length}, one a class of {data.Name}", $"{Weights.Length}", "give one weight a class");
        if (Weights.Any(w => !(w >= 0) || !float.IsFinite(w)) || Weights.All(w => w == 0))
            throw new PointwiseException("class weights", "out of range", "numbers of 0 or more, one of them above 0", string.Join(", ", Weights.Take(8).Select(w => FormattableString.Invariant($"{w}"))), "correct the weights");
        return [.. Weights, .. Enumerable.Repeat(1f, scores - Weights.Length)];
    }
}

/// <summary>How many pictures, or pixels where every pixel has one, each class of a data set has.</summary>
internal static class ClassCounts
{
    public static long[] Of(IPictureSet data)
    {
        var counts = new long[data.Classes.Length];
        for (int i = 0; i < data.Count; i++)
        {
            if (data is IDataSet labelled) counts[labelled.Label(i)]++;
            else if (data is IMaskSet masks) Add(masks, i, counts);
        }

        return counts;
    }

    /// <summary>A mask that cannot be read counts nothing: whether it must be read is the run's business, once it comes to it.</summary>
    private static void Add(IMaskSet masks, int index, long[] counts)
    {
        try
        {
            foreach (byte c in masks.Mask(index).Classes.Span)
                if (c != Mask.Ignored) counts[c]++;
        }
        catch (PointwiseException)
        {
        }
    }
}
