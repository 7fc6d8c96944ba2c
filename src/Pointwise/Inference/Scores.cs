using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Operators;

namespace Pointwise.Inference;

/// <summary>Reading a row of scores.</summary>
internal static class Scores
{
    /// <summary>Whether a head gives probabilities: it ends in a softmax, or is the mean of heads. Else it gives logits.</summary>
    public static bool AreProbabilities(Graph graph, Head head) => graph.Nodes[head.Node] is { Operator: Softmax } or { Operator: Scale, Name: SelectHead.MeanNode };

    /// <summary>Classes with a larger score, or an equal one and a smaller index: 0 for the answer. Behind all others where it is not a number.</summary>
    public static int RankOf(int label, ReadOnlySpan<float> scores)
    {
        int rank = 0;
        for (int c = 0; c < scores.Length; c++)
        {
            if (c == label) continue;
            if (!(scores[c] < scores[label]) && (c < label || scores[c] != scores[label])) rank++;
        }

        return rank;
    }

    /// <summary>-log of a class's probability; scores are logits, or already probabilities.</summary>
    public static double Loss(int label, ReadOnlySpan<float> scores, bool areProbabilities) =>
        areProbabilities ? -Math.Log(scores[label]) : LogOfSum(scores) - scores[label];

    /// <summary>Probabilities of a row of scores.</summary>
    public static double[] Probabilities(ReadOnlySpan<float> scores, bool areProbabilities = false)
    {
        var probabilities = new double[scores.Length];
        Probabilities(scores, areProbabilities, probabilities);
        return probabilities;
    }

    /// <summary>Writes the probabilities of a row of scores.</summary>
    public static void Probabilities(ReadOnlySpan<float> scores, bool areProbabilities, Span<double> probabilities)
    {
        double logOfSum = areProbabilities ? 0 : LogOfSum(scores);
        for (int c = 0; c < scores.Length; c++) probabilities[c] = areProbabilities ? scores[c] : Math.Exp(scores[c] - logOfSum);
    }

    private static double LogOfSum(ReadOnlySpan<float> logits)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (float logit in logits) most = Math.Max(most, logit);
        foreach (float logit in logits) sum += Math.Exp(logit - most);
        return most + Math.Log(sum);
    }
}
