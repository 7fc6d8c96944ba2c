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
        int[] standsFor = Rewrite.Itself(graph);
        bool changed = false;
        foreach (Module module in Module.Of(graph).Where(m => m.Branches.Length > 1))
            foreach (var branch in module.Branches) changed |= Shorten(graph, branch, standsFor);
        return changed ? Rewrite.Bypass(graph with { Name = $"{graph.Name} without reductions" }, graph.Nodes, standsFor) : graph;
    }

    private static bool Shorten(Graph graph, IReadOnlyList<int> branch, int[] standsFor)
    {
        bool spatial = branch.Any(i => graph.Nodes[i].Operator is MaxPool or AveragePool or Conv2D { Window.Taps: > 1 });
        bool changed = false, follows = false;
        foreach (int i in branch)
        {
            Node node = graph.Nodes[i];
            bool reduction = spatial && node.Operator is Conv2D { Window.IsPointwise: true, Groups: 1 };
            follows = reduction || follows && node.Inputs.Length == 1 && standsFor[node.Inputs[0]] != node.Inputs[0] && IsTail(node.Operator);
            if (!follows) continue;
            standsFor[i] = node.Inputs[0];
            changed = true;
        }

        return changed;
    }

    private static bool IsTail(Operator op) => op is BatchNorm or Relu;
}
