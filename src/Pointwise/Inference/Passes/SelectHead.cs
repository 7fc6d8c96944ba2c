using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>Keeps the heads that are asked for, and of the nodes those that they need.</summary>
internal static class SelectHead
{
    /// <summary>The head that is no node's result but the mean of all heads' results.</summary>
    public const string Mean = "mean";

    /// <summary>The graph with these heads alone.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">Names of heads, or <see cref="Mean"/>.</param>
    /// <exception cref="PointwiseException">There is no such head, or the heads to average have different shapes.</exception>
    public static Graph Apply(Graph graph, params ReadOnlySpan<string> names)
    {
        var heads = ImmutableArray.CreateBuilder<Head>();
        foreach (string name in names)
        {
            if (name == Mean && graph.Heads.All(h => h.Name != Mean)) graph = WithMean(graph);
            heads.Add(graph.Head(name));
        }

        return Rewrite.Prune(graph with { Heads = heads.ToImmutable() });
    }

    private static Graph WithMean(Graph graph)
    {
        int sum = graph.Heads[0].Node;
        ImmutableArray<Node>.Builder nodes = graph.Nodes.ToBuilder();
        foreach (Head head in graph.Heads.Skip(1))
        {
            if (nodes[head.Node].Shape != nodes[sum].Shape)
                throw new PointwiseException($"{graph.Name}: head {head.Name}", "heads of different shapes have no mean", $"{nodes[sum].Shape}", $"{nodes[head.Node].Shape}", "ask for one of the heads");
            nodes.Add(new Node($"{Mean}.{head.Name}", new Add(), [sum, head.Node], nodes[sum].Shape));
            sum = nodes.Count - 1;
        }

        nodes.Add(new Node(Mean, new Scale(1f / graph.Heads.Length), [sum], nodes[sum].Shape));
        return graph with { Nodes = nodes.ToImmutable(), Heads = [.. graph.Heads, new Head(Mean, nodes.Count - 1, 0)] };
    }
}
