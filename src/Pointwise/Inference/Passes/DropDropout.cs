using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>Takes dropout out: outside training it changes nothing.</summary>
internal static class DropDropout
{
    public static Graph Apply(Graph graph)
    {
        int[] standsFor = Rewrite.Itself(graph);
        for (int i = 0; i < standsFor.Length; i++)
        {
            if (graph.Nodes[i].Operator is Dropout) standsFor[i] = graph.Nodes[i].Inputs[0];
        }

        return Rewrite.Bypass(graph, graph.Nodes, standsFor);
    }
}
