using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Costs;

/// <summary>
/// The network without its reductions: figure 2a of arXiv:1409.4842. In every module the 1x1 convolutions before larger windows and behind pools go,
/// with their norms and activations; the pooled channels pass as they are.
/// </summary>
public static class NaiveTwin
{
    /// <summary>The twin; the network itself where it has no reductions.</summary>
    /// <param name="graph">The network.</param>
    public static Graph Of(Graph graph)
    {
        int[] reductions = Reductions.Of(graph);
        if (reductions.Length == 0) return graph;
        int[] standsFor = Rewrite.Itself(graph);
        foreach (int i in reductions) standsFor[i] = graph.Nodes[i].Inputs[0];
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            Node node = graph.Nodes[i];
            if (node.Inputs.Length == 1 && standsFor[node.Inputs[0]] != node.Inputs[0] && IsTail(node.Operator)) standsFor[i] = node.Inputs[0];
        }

        return Rewrite.Bypass(graph with { Name = $"{graph.Name} without reductions" }, graph.Nodes, standsFor);
    }

    private static bool IsTail(Operator op) => op is BatchNorm or Relu;
}
