using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>
/// Lets a 1x1 convolution that reduces channels go before the average pool that it alone reads, where the pool keeps the map's extent: fewer channels
/// are then pooled, as in the pooled branches of Inception v2 and v3 (arXiv:1512.00567, figure 5). Both are linear, so the order changes roundings
/// alone; bias and rectification stay behind the pool.
/// </summary>
internal static class ReduceBeforePool
{
    /// <summary>Channels that are pooled no more for each that is: below, the pool gains little.</summary>
    private const int Reduction = 2;

    public static Compilation Apply(Compilation compilation)
    {
        Graph graph = compilation.Graph;
        int[] readers = Rewrite.Readers(graph);
        Node[] nodes = [.. graph.Nodes];
        var derived = new Dictionary<string, DerivedTensor>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Operator is not Conv2D { Groups: 1, Window: { Taps: 1 } window } conv || window != Window.Square(1)) continue;
            int at = nodes[i].Inputs[0];
            Node pooled = nodes[at];
            if (pooled.Operator is not AveragePool pool || readers[at] != 1 || !KeepsExtent(graph, pooled) || Reduction * conv.Filters > pooled.Shape.C) continue;
            Operator last = conv.Bias ? new BiasedAveragePool(pool, conv.Activation) : pool;
            if (!conv.Bias && conv.Activation != Activation.None) continue;
            if (conv.Bias) derived[$"{pooled.Name}.bias"] = compilation.Parameter($"{nodes[i].Name}.bias");
            (nodes[at], nodes[i]) = (nodes[i] with { Operator = conv with { Bias = false, Activation = Activation.None }, Inputs = pooled.Inputs }, pooled with { Operator = last, Inputs = [at] });
        }

        return nodes.SequenceEqual(graph.Nodes) ? compilation : compilation.With(Rewrite.Prune(graph with { Nodes = [.. nodes] }), derived);
    }

    private static bool KeepsExtent(Graph graph, Node pooled)
    {
        var input = graph.Nodes[pooled.Inputs[0]].Shape;
        return (input.H, input.W) == (pooled.Shape.H, pooled.Shape.W);
    }
}
