using System.Collections.Immutable;
using Pointwise.Operators;

namespace Pointwise.Graphs;

/// <summary>The law of a graph, checked when one is built or read and after every pass.</summary>
internal static class GraphChecker
{
    /// <summary>
    /// Names are unique; nodes read earlier nodes only; every shape is what its operator's rule gives; there is an input; there is a head,
    /// heads are named once and stand on nodes.
    /// </summary>
    /// <exception cref="PointwiseException">A law is broken; the node is named.</exception>
    public static void Check(Graph graph)
    {
        Graph complete = Complete(graph);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            if (graph.Nodes[i].Info != complete.Nodes[i].Info)
                throw new PointwiseException($"{graph.Name}: node {graph.Nodes[i].Name}", "what is known of its values is not what its operator gives", $"{complete.Nodes[i].Info.Known}", $"{graph.Nodes[i].Info.Known}", "infer the values anew");
        }
    }

    /// <summary>The same check of a graph that tells shapes and kinds alone, as files do.</summary>
    /// <returns>The graph with all that is known of its values.</returns>
    /// <exception cref="PointwiseException">A law is broken; the node is named.</exception>
    public static Graph Complete(Graph graph)
    {
        var nodes = ImmutableArray.CreateBuilder<Node>(graph.Nodes.Length);
        var inferring = new Inferring(graph.Name);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            Node node = graph.Nodes[i];
            string where = $"{graph.Name}: node {node.Name}";
            if (node.Name.Length == 0 || !names.Add(node.Name))
                throw new PointwiseException(where, "name missing or taken", "a name of its own for every node", $"\"{node.Name}\"", "rename it");
            foreach (int input in node.Inputs)
            {
                if (input < 0 || input >= i)
                    throw new PointwiseException(where, "reads what is not there yet", $"inputs among the {i} nodes before it", $"input {input}", "put nodes in execution order");
            }

            ValueInfo inferred = inferring.Infer(node.Name, node.Operator, [.. node.Inputs.Select(input => nodes[input].Info)]);
            if (inferred.Shape != node.Shape)
                throw new PointwiseException(where, "shape is not what its operator gives", $"{inferred.Shape}", $"{node.Shape}", "infer the shapes anew");
            if (inferred.Kind != node.Info.Kind)
                throw new PointwiseException(where, "kind is not what its operator gives", $"{inferred.Kind}", $"{node.Info.Kind}", "infer the kinds anew");
            nodes.Add(node with { Info = inferred });
        }

        CheckEnds(graph);
        return graph with { Nodes = nodes.MoveToImmutable() };
    }

    private static void CheckEnds(Graph graph)
    {
        if (!graph.InputIndices.Any())
            throw new PointwiseException(graph.Name, "no input", "at least one Input node", "none", "declare what is fed in");
        if (graph.Heads.Length == 0)
            throw new PointwiseException(graph.Name, "no head", "at least one named result", "none", "name the result main");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Head head in graph.Heads)
        {
            if (head.Name.Length == 0 || !names.Add(head.Name))
                throw new PointwiseException(graph.Name, "head's name missing or taken", "a name of its own for every head", $"\"{head.Name}\"", "rename it");
            if (head.Node < 0 || head.Node >= graph.Nodes.Length)
                throw new PointwiseException(graph.Name, $"head {head.Name} stands on nothing", $"a node from 0 to {graph.Nodes.Length - 1}", $"{head.Node}", "name a node that exists");
            if (!float.IsFinite(head.LossWeight) || head.LossWeight < 0)
                throw new PointwiseException(graph.Name, $"head {head.Name} has an impossible loss weight", "a number from 0", $"{head.LossWeight}", "correct the weight");
        }
    }
}
