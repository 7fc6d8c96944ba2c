using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Costs;

/// <summary>The 1x1 convolutions of a network's modules that stand before larger windows or behind pools: section 5 of arXiv:1409.4842.</summary>
internal static class Reductions
{
    /// <summary>Their nodes, in the order of the network.</summary>
    public static int[] Of(Graph graph) =>
        [.. Module.Of(graph).Where(m => m.Branches.Length > 1).SelectMany(m => m.Branches).Where(b => IsSpatial(graph, b)).SelectMany(b => b).Where(i => IsPointwise(graph.Nodes[i])).Order()];

    /// <summary>Those of them that leave fewer channels than they are given.</summary>
    public static int[] Narrowing(Graph graph) => [.. Of(graph).Where(i => graph.Nodes[i].Shape.C < graph.Nodes[graph.Nodes[i].Inputs[0]].Shape.C)];

    private static bool IsSpatial(Graph graph, IReadOnlyList<int> branch) => branch.Any(i => graph.Nodes[i].Operator is MaxPool or AveragePool or Conv2D { Window.Taps: > 1 });

    private static bool IsPointwise(Node node) => node.Operator is Conv2D { Window.IsPointwise: true, Groups: 1 };
}
