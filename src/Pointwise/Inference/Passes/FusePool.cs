using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Inference.Passes;

/// <summary>
/// Lets a 1x1 convolution that alone reads a max pool find the largest values itself, for the pixels that it multiplies next: they are never written
/// out. Maps of few pixels stay as they are: several threads share out their filters, and each would pool all pixels again.
/// </summary>
internal static class FusePool
{
    private const int FewestPixels = 128;

    public static Graph Apply(Graph graph)
    {
        int[] readers = Rewrite.Readers(graph);
        var split = graph.Nodes.Where(n => n.Operator is SplitPart).Select(n => n.Inputs[0]).ToHashSet();
        Node[] nodes = [.. graph.Nodes];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Operator is not Conv2D { Groups: 1 } conv || conv.Window != Window.Square(1) || split.Contains(i)) continue;
            Node pooled = graph.Nodes[nodes[i].Inputs[0]];
            if (pooled.Operator is not MaxPool pool || readers[nodes[i].Inputs[0]] != 1 || pooled.Shape.H * (long)pooled.Shape.W < FewestPixels) continue;
            nodes[i] = nodes[i] with { Operator = new PooledConv2D(pool, conv), Inputs = pooled.Inputs };
        }

        return nodes.SequenceEqual(graph.Nodes) ? graph : Rewrite.Prune(graph with { Nodes = [.. nodes] });
    }
}
