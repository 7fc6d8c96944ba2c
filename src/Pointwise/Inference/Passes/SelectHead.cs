using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference.Passes;

/// <summary>Keeps the heads that are asked for, and of the nodes those that they need.</summary>
internal static class SelectHead
{
    /// <summary>The node that is added for <see cref="Model.MeanHead"/>.</summary>
    public const string MeanNode = "heads.mean";

    /// <summary>The graph with these heads alone.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">Names of heads, or <see cref="Model.MeanHead"/>.</param>
    /// <exception cref="PointwiseException">There is no such head, or the heads to average have different shapes.</exception>
    public static Graph Apply(Graph graph, params ReadOnlySpan<string> names)
    {
        var heads = ImmutableArray.CreateBuilder<Head>();
        foreach (string name in names)
        {
            if (name == Model.MeanHead && graph.Heads.All(h => h.Name != Model.MeanHead)) graph = WithMean(graph);
            heads.Add(graph.Head(name));
        }

        return Rewrite.Prune(graph with { Heads = heads.ToImmutable() });
    }

    /// <summary>Adds the mean: of probabilities where the heads give scores of classes, [N,C], each behind a softmax of its own; else of what they give.</summary>
    private static Graph WithMean(Graph graph)
    {
        ImmutableArray<Node>.Builder nodes = graph.Nodes.ToBuilder();
        Shape shape = nodes[graph.Heads[0].Node].Shape;
        int sum = -1;
        foreach (Head head in graph.Heads)
        {
            if (nodes[head.Node].Shape != shape)
                throw new PointwiseException($"{graph.Name}: head {head.Name}", "heads of different shapes have no mean", $"{shape}", $"{nodes[head.Node].Shape}", "ask for one of the heads");
            int term = head.Node;
            if (shape.Rank == 2 && nodes[term].Operator is not Softmax) term = Add($"{MeanNode}.{head.Name}.softmax", new Softmax(), term);
            sum = sum < 0 ? term : Add($"{MeanNode}.{head.Name}", new Add(), sum, term);
        }

        int mean = Add(MeanNode, new Scale(1f / graph.Heads.Length), sum);
        return graph with { Nodes = nodes.ToImmutable(), Heads = [.. graph.Heads, new Head(Model.MeanHead, mean, 0)] };

        int Add(string name, Operator op, params ImmutableArray<int> inputs)
        {
            nodes.Add(new Node(name, op, inputs, Graph.Infer(graph.Name, name, op, [.. inputs.Select(i => nodes[i].Info)])));
            return nodes.Count - 1;
        }
    }
}
