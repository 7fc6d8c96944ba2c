using System.Collections.Immutable;
using System.Globalization;

namespace Pointwise.Inference.Dense;

/// <summary>What a classifier answers all over a picture: its scores at every place that its window can take.</summary>
/// <param name="Scale">The picture's size as a multiple of that which the model's preprocessing asks for.</param>
/// <param name="Rows">Rows of cells.</param>
/// <param name="Columns">Columns of cells.</param>
/// <param name="Classes">Scores of a cell.</param>
/// <param name="Scores">Rows x Columns x Classes scores as the network gives them before its softmax.</param>
/// <param name="Grid">Where the cells lie.</param>
/// <param name="Cost">What they cost.</param>
public sealed record DenseMap(double Scale, int Rows, int Columns, int Classes, ReadOnlyMemory<float> Scores, DenseGrid Grid, DenseCost Cost)
{
    /// <summary>The classes' names in the order of the scores; empty where the model has none.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Cells.</summary>
    public int Cells => Rows * Columns;

    /// <summary>A cell's scores.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    public ReadOnlySpan<float> At(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        return Scores.Span.Slice((row * Columns + column) * Classes, Classes);
    }

    /// <summary>A cell's probabilities.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    public double[] Probabilities(int row, int column) => Inference.Scores.Probabilities(At(row, column));

    /// <summary>The mean over all places of the probabilities.</summary>
    public double[] MeanProbabilities()
    {
        var sums = new double[Classes];
        Visit((_, probabilities) =>
        {
            for (int c = 0; c < sums.Length; c++) sums[c] += probabilities[c];
        });
        for (int c = 0; c < sums.Length; c++) sums[c] /= Cells;
        return sums;
    }

    /// <summary>One class' probability at each cell, row by row.</summary>
    /// <param name="index">The class.</param>
    public float[] ProbabilityOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Classes, nameof(index));
        var map = new float[Cells];
        Visit((cell, probabilities) => map[cell] = (float)probabilities[index]);
        return map;
    }

    /// <summary>The class with the largest score at each cell, row by row; of equal ones the first.</summary>
    public int[] Answers()
    {
        var map = new int[Cells];
        for (int cell = 0; cell < map.Length; cell++)
        {
            ReadOnlySpan<float> scores = Scores.Span.Slice(cell * Classes, Classes);
            for (int c = 1; c < scores.Length; c++)
                if (scores[c] > scores[map[cell]]) map[cell] = c;
        }

        return map;
    }

    /// <summary>The place of each class where it is most probable, for the classes that are most probable anywhere; the most probable first.</summary>
    /// <param name="count">How many classes.</param>
    public IReadOnlyList<DensePlace> BestPlaces(int count)
    {
        var best = new (double Probability, int Cell)[Classes];
        Visit((cell, probabilities) =>
        {
            for (int c = 0; c < best.Length; c++)
                if (probabilities[c] > best[c].Probability) best[c] = (probabilities[c], cell);
        });
        return [.. best.Index().OrderByDescending(b => b.Item.Probability).Take(count).Select(b => PlaceOf(b.Index, b.Item.Probability, b.Item.Cell))];
    }

    /// <summary>The place where one class is most probable.</summary>
    /// <param name="index">The class.</param>
    public DensePlace BestPlace(int index)
    {
        float[] map = ProbabilityOf(index);
        int cell = Array.IndexOf(map, map.Max());
        return PlaceOf(index, map[Math.Max(0, cell)], Math.Max(0, cell));
    }

    /// <summary>A class' name, its number where the model has no names.</summary>
    /// <param name="index">The class.</param>
    public string LabelOf(int index) => index < Labels.Length ? Labels[index] : index.ToString(CultureInfo.InvariantCulture);

    private DensePlace PlaceOf(int index, double probability, int cell) =>
        new(Scale, index, LabelOf(index), probability, cell / Columns, cell % Columns, Grid.Place(cell / Columns, cell % Columns));

    private void Visit(Action<int, double[]> cell)
    {
        for (int i = 0; i < Cells; i++) cell(i, Probabilities(i / Columns, i % Columns));
    }
}
