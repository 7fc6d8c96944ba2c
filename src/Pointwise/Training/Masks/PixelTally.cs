using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Inference;
using Pointwise.Inference.Segmenting;

namespace Pointwise.Training.Masks;

/// <summary>Counts pixels by true class and answer; those that are ignored are left out.</summary>
/// <param name="classes">Classes of the masks.</param>
/// <param name="scores">Scores of a pixel: at least as many.</param>
internal sealed class PixelTally(int classes, int scores)
{
    private readonly long[] counts = new long[classes * scores];
    private double loss;

    /// <summary>Pixels counted.</summary>
    public long Pixels { get; private set; }

    /// <summary>Pixels left out.</summary>
    public long Ignored { get; private set; }

    /// <summary>Of the pixels counted those answered rightly.</summary>
    public long Right => Enumerable.Range(0, classes).Sum(c => Count(c, c));

    /// <summary>Mean of -log of the right class's probability; 0 where nothing was counted.</summary>
    public double Loss => Pixels > 0 ? loss / Pixels : 0;

    /// <summary>Pixels of a true class that were answered so.</summary>
    public long Count(int truth, int answer) => counts[truth * scores + answer];

    /// <summary>Pixels of a true class.</summary>
    public long Truth(int c) => counts.AsSpan(c * scores, scores).ToImmutableArray().Sum();

    /// <summary>Pixels answered as a class.</summary>
    public long Answered(int c) => Enumerable.Range(0, classes).Sum(t => Count(t, c));

    /// <summary>Intersection over union of a class; null where no pixel is of it.</summary>
    public double? Union(int c)
    {
        long truth = Truth(c);
        return truth == 0 ? null : (double)Count(c, c) / (truth + Answered(c) - Count(c, c));
    }

    /// <summary>The mean over the classes that have true pixels; 0 where none has.</summary>
    public double MeanUnion => Enumerable.Range(0, classes).Select(Union).OfType<double>().DefaultIfEmpty().Average();

    /// <summary>Takes a picture's answers in.</summary>
    /// <param name="mask">The truth.</param>
    /// <param name="map">The scores.</param>
    /// <param name="answers">Receives the class of every pixel.</param>
    public void Add(Mask mask, ScoreMap map, Span<byte> answers)
    {
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<byte> truth = mask.Classes.Span.Slice(y * mask.Width, mask.Width);
            ReadOnlySpan<float> row = map.Row(y);
            Span<byte> answer = answers.Slice(y * mask.Width, mask.Width);
            map.Answer(row, answer);
            for (int x = 0; x < truth.Length; x++)
            {
                if (truth[x] == Mask.Ignored)
                {
                    Ignored++;
                    continue;
                }

                Pixels++;
                counts[truth[x] * scores + answer[x]]++;
                loss += Scores.Loss(truth[x], row.Slice(x * scores, scores), map.AreProbabilities);
            }
        }
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(PixelTally other)
    {
        for (int i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
        (Pixels, Ignored, loss) = (Pixels + other.Pixels, Ignored + other.Ignored, loss + other.loss);
    }

    /// <summary>The score of so many pictures.</summary>
    public Score Score(int pictures) => new(pictures, 0, 0, Loss) { Pixels = new PixelScore(Pixels, Right, MeanUnion) };
}
