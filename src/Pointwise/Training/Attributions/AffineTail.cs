using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Training.Attributions;

/// <summary>
/// Whether a score is an affine function of a map, a weighted sum of its elements and a constant: then gradient times activation, summed over the map, is
/// the score without that constant.
/// </summary>
internal static class AffineTail
{
    /// <summary>The first node between a map and a score that is not affine; null where all are.</summary>
    /// <param name="graph">The network, without dropout.</param>
    /// <param name="reach">What the score depends on.</param>
    /// <param name="layer">The node whose result the map is.</param>
    public static Node? FirstOther(Graph graph, GradientReach reach, int layer)
    {
        var depends = new bool[graph.Nodes.Length];
        depends[layer] = true;
        for (int i = layer + 1; i < depends.Length; i++)
        {
            Node node = graph.Nodes[i];
            bool[] moved = [.. node.Inputs.Select((input, k) => depends[input] && node.Operator.SendsGradientTo(k))];
            if (!reach.Reaches(i) || !moved.Contains(true)) continue;
            depends[i] = true;
            if (!IsAffine(node.Operator, moved)) return node;
        }

        return null;
    }

    /// <param name="op">The operator.</param>
    /// <param name="moved">Which of its inputs follow from the map; the others are constants.</param>
    private static bool IsAffine(Operator op, bool[] moved) => op switch
    {
        Conv2D { Activation: Activation.None } or ConvTranspose2D { Activation: Activation.None } or Linear { Activation: Activation.None }
            or BatchNorm { Activation: Activation.None } or Add { Activation: Activation.None } => true,
        AveragePool or GlobalAveragePool or AdaptiveAveragePool or Scale or Concat or Reshaping or Cutting or Transpose or Expand => true,
        Reduce { Function: Reduction.Mean or Reduction.Sum } or Combine { Function: Combination.Add or Combination.Mean or Combination.Sub } => true,
        Combine { Function: Combination.Mul } or MatMul or Gemm => !(moved[0] && moved[1]),
        Combine { Function: Combination.Div } => !moved[1],
        _ => false,
    };
}
