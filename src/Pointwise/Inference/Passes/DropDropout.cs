using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Inference.Passes;

/// <summary>Takes out what changes nothing outside training: dropout, and identities.</summary>
internal static class DropDropout
{
    public static Graph Apply(Graph graph)
    {
        int[] standsFor = Rewrite.Itself(graph);
        for (int i = 0; i < standsFor.Length; i++)
        {
            if (graph.Nodes[i].Operator is Dropout or Identity) standsFor[i] = graph.Nodes[i].Inputs[0];
        }

        return Rewrite.Bypass(graph, graph.Nodes, standsFor);
    }
}
