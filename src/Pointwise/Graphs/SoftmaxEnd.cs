using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>The softmax that a network may end in.</summary>
internal static class SoftmaxEnd
{
    /// <summary>What a softmax at the end reads, also where its result is only given another shape; else the node itself.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="node">The node of a head.</param>
    public static int Before(Graph graph, int node)
    {
        int last = node;
        while (graph.Nodes[last].Operator is Reshaping && graph.Nodes[last].Info.Kind == ElementKind.Float32) last = graph.Nodes[last].Inputs[0];
        return graph.Nodes[last].Operator is Softmax or LogSoftmax ? graph.Nodes[last].Inputs[0] : node;
    }
}
