using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// Where each value of a graph lies while it runs once: memory is used again as soon as its last reader has run, the branches of a
/// concatenation are slices of its rows, and the results of the heads lie dense and stay.
/// </summary>
internal sealed class MemoryPlan
{
    private readonly ValueBuffers values;
    private readonly Packing packing = new();

    public MemoryPlan(Graph graph)
    {
        var dense = new HashSet<int>(graph.Heads.Select(h => h.Node));
        dense.UnionWith(graph.InputIndices);
        values = new ValueBuffers(graph, ConcatSlices.Of(graph, (concat, k) => !dense.Contains(graph.Nodes[concat].Inputs[k])));
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            // what is fed in is there before the first node runs
            values.Use(i, graph.Nodes[i].Operator is Input ? 0 : i);
            foreach (int input in graph.Nodes[i].Inputs) values.Use(input, i);
        }

        foreach (Head head in graph.Heads) values.Use(head.Node, graph.Nodes.Length);
        values.Reserve(packing);
        packing.Pack();
    }

    /// <summary>Floats in all.</summary>
    public long Floats => packing.Floats;

    /// <summary>The most floats alive at one time: no plan can do with less.</summary>
    public long LeastFloats => packing.LeastFloats;

    /// <summary>A node's result in an arena of <see cref="Floats"/> floats.</summary>
    public Rows Rows(int node, Arena arena) => values.Rows(node, packing, arena);
}
