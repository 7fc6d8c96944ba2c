using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Training;

/// <summary>Gathers answers picture by picture. It sees probabilities alone: whoever asks about several views of a picture adds their mean.</summary>
internal sealed class EvaluationReportBuilder
{
    private const int Bins = 15;
    private const int MostMistakes = 100;
    private readonly Model model;
    private readonly string head;
    private readonly IDataSet data;
    private readonly int[][] confusion;
    private readonly (int Pictures, int Right, double Confidence)[] bins = new (int, int, double)[Bins];
    private readonly PriorityQueue<Mistake, (double, int)> mistakes = new();

    /// <param name="model">The model.</param>
    /// <param name="head">The head whose answers are added.</param>
    /// <param name="data">The pictures.</param>
    public EvaluationReportBuilder(Model model, string head, IDataSet data)
    {
        (this.model, this.head, this.data) = (model, head, data);
        confusion = [.. data.Classes.Select(_ => new int[Fit.Classes(model)])];
    }

    /// <summary>Takes the answer to one picture in.</summary>
    /// <param name="picture">Which picture.</param>
    /// <param name="probabilities">One a score of the network.</param>
    public void Add(int picture, ReadOnlySpan<double> probabilities)
    {
        int truth = data.Label(picture), answer = 0;
        for (int c = 1; c < probabilities.Length; c++)
            if (probabilities[c] > probabilities[answer]) answer = c;
        double confidence = probabilities[answer];
        confusion[truth][answer]++;
        int bin = double.IsFinite(confidence) ? Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1) : 0;
        bins[bin] = (bins[bin].Pictures + 1, bins[bin].Right + (answer == truth ? 1 : 0), bins[bin].Confidence + confidence);
        if (answer == truth) return;
        mistakes.Enqueue(new Mistake(picture, data.NameOf(picture), truth, answer, confidence, probabilities[truth]), (confidence, -picture));
        if (mistakes.Count > MostMistakes) mistakes.Dequeue();
    }

    /// <summary>The report of all that was added.</summary>
    /// <param name="heads">The heads' scores; this one among them.</param>
    public EvaluationReport Build(ImmutableArray<HeadScore> heads)
    {
        Score score = heads.First(h => h.Head == head).Score;
        ImmutableArray<ClassScore> classes = [.. confusion.Select((_, c) => ClassOf(c))];
        ClassScore[] present = [.. classes.Where(c => c.Support > 0)];
        ImmutableArray<CalibrationBin> calibration = [.. bins.Select(BinOf)];
        return new EvaluationReport(
            head, score, heads, classes, [.. confusion.Select(row => row.ToImmutableArray())],
            present.Average(c => c.Precision), present.Average(c => c.Recall), present.Average(c => c.F1),
            calibration.Sum(b => b.Pictures * Math.Abs(b.Confidence - b.Accuracy)) / score.Pictures, calibration,
            [.. mistakes.UnorderedItems.Select(m => m.Element).OrderByDescending(m => m.Probability).ThenBy(m => m.Picture)]);
    }

    private ClassScore ClassOf(int c)
    {
        int support = confusion[c].Sum(), answered = confusion.Sum(row => row[c]), right = confusion[c][c];
        return new ClassScore(c, c < data.Classes.Length ? data.Classes[c] : c.ToString(CultureInfo.InvariantCulture), support, Share(right, answered), Share(right, support));
    }

    private static CalibrationBin BinOf((int Pictures, int Right, double Confidence) bin, int index) => new(
        (double)index / Bins, (index + 1.0) / Bins, bin.Pictures, bin.Pictures > 0 ? bin.Confidence / bin.Pictures : 0, Share(bin.Right, bin.Pictures));

    private static double Share(int part, int whole) => whole > 0 ? (double)part / whole : 0;
}
