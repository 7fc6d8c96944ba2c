using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Inference;
using Pointwise.Inference.Dense;

namespace Pointwise.Cli;

/// <summary>What dense found out about a picture.</summary>
/// <param name="Name">The picture's name.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Maps">Its maps, one a scale.</param>
/// <param name="Times">What was measured of each.</param>
/// <param name="Means">The most probable classes by the mean over all places and scales.</param>
/// <param name="Places">The best place over all scales of the classes that are most probable anywhere.</param>
/// <param name="Shown">The class whose map is shown.</param>
internal sealed record DenseRun(
    string Name, Picture Picture, ImmutableArray<DenseMap> Maps, ImmutableArray<DenseTimes> Times, IReadOnlyList<Answer> Means, IReadOnlyList<DensePlace> Places, int Shown)
{
    /// <summary>Asks a classifier all over a picture.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="name">The picture's name.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="scales">The scales.</param>
    /// <param name="top">How many classes.</param>
    /// <param name="wanted">The class whose map is shown; null for the most probable one.</param>
    /// <exception cref="PointwiseException">The picture does not suit a scale.</exception>
    public static DenseRun Of(DenseClassifier classifier, string name, Picture picture, IReadOnlyList<double> scales, int top, int? wanted)
    {
        ImmutableArray<DenseMap> maps = [.. scales.Select(scale => classifier.Map(name, picture, scale))];
        DensePlace[] places = [.. maps.SelectMany(m => m.BestPlaces(top)).GroupBy(p => p.Class).Select(g => g.MaxBy(p => p.Probability)!).OrderByDescending(p => p.Probability).Take(top)];
        if (wanted is { } other && places.All(p => p.Class != other)) places = [.. places, maps.Select(m => m.BestPlace(other)).MaxBy(p => p.Probability)!];
        var means = new double[maps[0].Classes];
        foreach (double[] one in maps.Select(m => m.MeanProbabilities()))
            for (int c = 0; c < means.Length; c++) means[c] += one[c] / maps.Length;
        Answer[] answers = [.. means.Index().OrderByDescending(m => m.Item).Take(top).Select(m => new Answer(m.Index, maps[0].LabelOf(m.Index), m.Item))];
        return new DenseRun(name, picture, maps, [.. scales.Select(scale => classifier.Measure(name, picture, scale))], answers, places, wanted ?? places[0].Class);
    }
}
