using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>
/// Lets an average pool that shrinks the map go before the 1x1 convolution that it alone reads, as between the blocks of DenseNet
/// (arXiv:1608.06993, section 3): the convolution then has fewer pixels. Both are linear, so the order changes roundings alone. What the convolution
/// adds to every pixel is added to their mean too, as long as every window lies inside the picture.
/// </summary>
internal static class PoolBeforePointwise
{
    public static Graph Apply(Graph graph)
    {
        int[] readers = Rewrite.Readers(graph);
        Node[] nodes = [.. graph.Nodes];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Operator is not AveragePool pool) continue;
            int at = nodes[i].Inputs[0];
            Node product = nodes[at];
            if (readers[at] != 1 || product.Operator is not Conv2D { Groups: 1, Activation: Activation.None } conv || conv.Window != Window.Square(1)) continue;
            if ((conv.Bias && !StaysInside(pool.Window)) || !Pays(conv, pool, graph.Nodes[product.Inputs[0]].Shape.C, Pixels(product), Pixels(nodes[i]))) continue;
            (nodes[at], nodes[i]) = (nodes[i] with { Inputs = product.Inputs }, product with { Inputs = [at] });
        }

        return nodes.SequenceEqual(graph.Nodes) ? graph : Rewrite.Prune(graph with { Nodes = [.. nodes] });
    }

    /// <summary>Whether the multiply-adds saved are more than the values that the pool sums beyond those of before.</summary>
    private static bool Pays(Conv2D conv, AveragePool pool, int channels, long pixels, long pooled) =>
        (pixels - pooled) * channels * conv.Filters > pooled * (channels - conv.Filters) * pool.Window.Taps;

    private static bool StaysInside(Window window) => window is { PadTop: 0, PadLeft: 0, PadBottom: 0, PadRight: 0, Padding: PaddingRule.Given, CeilMode: false };

    private static long Pixels(Node node) => (long)node.Shape.H * node.Shape.W;
}
