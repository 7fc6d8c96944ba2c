using Pointwise.Inference;

namespace Pointwise.Training;

/// <summary>Counts right answers and sums losses, picture by picture.</summary>
internal struct ScoreTally
{
    private int top1;
    private int top5;
    private double loss;

    /// <summary>Takes one picture's scores in.</summary>
    public void Add(int label, ReadOnlySpan<float> scores, bool areProbabilities)
    {
        int rank = Scores.RankOf(label, scores);
        if (rank < 1) top1++;
        if (rank < 5) top5++;
        loss += Scores.Loss(label, scores, areProbabilities);
    }

    public readonly Score Score(int pictures) => new(pictures, top1, top5, loss / pictures);
}
