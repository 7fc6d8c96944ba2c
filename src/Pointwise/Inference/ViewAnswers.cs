namespace Pointwise.Inference;

/// <summary>
/// What heads answer to a batch of pictures: scores as they are where each picture is shown once, else the mean of the probabilities that
/// its views are given.
/// </summary>
internal sealed class ViewAnswers(int largest, int views, bool[] areProbabilities)
{
    private readonly float[][] scores = new float[areProbabilities.Length][];
    private readonly double[][] sums = new double[areProbabilities.Length][];
    private int classes;

    /// <summary>Takes a head's answers in.</summary>
    /// <param name="head">Which head.</param>
    /// <param name="first">The first row's number in the batch; a picture's views lie side by side.</param>
    /// <param name="count">Rows that show something.</param>
    /// <param name="answers">[N,classes].</param>
    /// <param name="rows">N.</param>
    public void Add(int head, int first, int count, ReadOnlySpan<float> answers, int rows)
    {
        classes = answers.Length / rows;
        if (scores[head] is null) (scores[head], sums[head]) = (new float[largest * classes], new double[views > 1 ? largest * classes : 0]);
        for (int row = 0; row < Math.Min(rows, count); row++)
        {
            ReadOnlySpan<float> answer = answers.Slice(row * classes, classes);
            int picture = (first + row) / views, view = (first + row) % views;
            if (views == 1) answer.CopyTo(scores[head].AsSpan(picture * classes));
            else Add(head, picture, view, Pointwise.Inference.Scores.Probabilities(answer, areProbabilities[head]));
        }
    }

    /// <summary>A picture's scores.</summary>
    public ReadOnlySpan<float> Scores(int head, int picture) => scores[head].AsSpan(picture * classes, classes);

    /// <summary>Whether a head's scores are probabilities; else they are logits.</summary>
    public bool AreProbabilities(int head) => views > 1 || areProbabilities[head];

    /// <summary>A picture's probabilities.</summary>
    public double[] Probabilities(int head, int picture) => Pointwise.Inference.Scores.Probabilities(Scores(head, picture), AreProbabilities(head));

    private void Add(int head, int picture, int view, double[] probabilities)
    {
        Span<double> sum = sums[head].AsSpan(picture * classes, classes);
        if (view == 0) sum.Clear();
        for (int c = 0; c < classes; c++) sum[c] += probabilities[c];
        if (view < views - 1) return;
        for (int c = 0; c < classes; c++) scores[head][picture * classes + c] = (float)(sum[c] / views);
    }
}
