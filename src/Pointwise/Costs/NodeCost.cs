using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Costs;

/// <summary>What one node costs.</summary>
/// <param name="Node">The node; its shape is the size of the result.</param>
/// <param name="Cost">The cost.</param>
/// <param name="Field">The part of the picture that one of its values depends on.</param>
public sealed record NodeCost(Node Node, Cost Cost, ReceptiveField Field)
{
    /// <summary>The cost of every node of a graph, in its order.</summary>
    internal static NodeCost[] Of(Graph graph)
    {
        ReceptiveField[] fields = ReceptiveField.Of(graph);
        var buffers = new SharedBuffers(graph);
        return [.. graph.Nodes.Select((node, i) => new NodeCost(node, CostOf(graph, node, buffers.HasOwn(i)), fields[i]))];
    }

    private static Cost CostOf(Graph graph, Node node, bool ownsMemory)
    {
        if (node.Operator is Input) return default;
        Shape[] inputs = graph.InputShapes(node);
        IReadOnlyList<ParameterSpec> parameters = node.Operator.Parameters(inputs);
        long weights = parameters.Where(p => p.Role == ParameterRole.Weight).Sum(p => p.Shape.Elements);
        long trained = parameters.Where(p => p.IsTrained).Sum(p => p.Shape.Elements);
        return new Cost(weights, trained, node.Operator.MultiplyAdds(inputs), ownsMemory ? node.Shape.Elements * sizeof(float) : 0);
    }
}
