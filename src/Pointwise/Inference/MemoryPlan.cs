using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// Where each value of a graph lies while it runs once: memory is used again as soon as its last reader has run, the branches of a
/// concatenation are slices of its rows, what is only given another shape stays where it lies, and the results of the heads lie dense and stay, as
/// constants do. Weights of the graph have no place here: they lie among the parameters.
/// </summary>
internal sealed class MemoryPlan
{
    private readonly Graph graph;
    private readonly ValueBuffers values;
    private readonly Packing packing = new();
    private readonly ScatteredNodes scattered;

    /// <param name="graph">The graph as it is run.</param>
    /// <param name="together">Branches that run at once.</param>
    /// <exception cref="PointwiseException">A value is larger than memory may be, or all together are; the node is named.</exception>
    public MemoryPlan(Graph graph, params ReadOnlySpan<SideBySide> together)
    {
        this.graph = graph;
        foreach (Node node in graph.Nodes) MemoryLimit.CheckValue(graph, node);
        var dense = new HashSet<int>(graph.Heads.Select(h => h.Node));
        dense.UnionWith(graph.InputIndices);
        scattered = new ScatteredNodes(graph);
        Slice[] slices = ConcatSlices.Of(graph, (concat, k) => !dense.Contains(graph.Nodes[concat].Inputs[k]));
        SharedMemory.Join(graph, slices);
        values = new ValueBuffers(graph, slices);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            foreach (int part in scattered.PartsOf(i)) Use(part, i);
            if (scattered.IsPart(i)) continue;
            foreach (int input in graph.Nodes[i].Inputs) Use(input, i);
            // what is fed in is there before the first node runs; a constant that nobody reads has no place
            if (graph.Nodes[i].Operator is not Constant) Use(i, graph.Nodes[i].Operator is Input ? 0 : i);
        }

        foreach (SideBySide module in together) Use(module);
        foreach (Head head in graph.Heads) Use(head.Node, graph.Nodes.Length);
        values.Reserve(packing);
        packing.Pack();
        MemoryLimit.Check(graph, packing.Floats);
    }

    /// <summary>Floats in all.</summary>
    public long Floats => packing.Floats;

    /// <summary>The most floats alive at one time: no plan can do with less.</summary>
    public long LeastFloats => packing.LeastFloats;

    /// <summary>A node's result in an arena of <see cref="Floats"/> floats; none where it lies among the parameters.</summary>
    public Rows Rows(int node, Arena arena) => values.Rows(node, packing, arena);

    /// <summary>Where the ranges of a node's channels lie, where they do not lie together; else none.</summary>
    public Rows[] Parts(int node, Arena arena)
    {
        ReadOnlySpan<int> nodes = scattered.PartsOf(node);
        var parts = new Rows[nodes.Length];
        for (int i = 0; i < parts.Length; i++) parts[i] = Rows(nodes[i], arena);
        return parts;
    }

    /// <summary>Whether a node's result is written by the node that it reads, or before the first run.</summary>
    public bool IsWrittenBefore(int node) => scattered.IsPart(node) || graph.Nodes[node].Operator is Constant;

    private void Use(SideBySide module)
    {
        foreach (int node in module.Branches.SelectMany(branch => branch))
        {
            Use(node, module.First);
            Use(node, module.Last);
            Use(graph.Nodes[node].Inputs[0], module.Last);
        }
    }

    private void Use(int node, int time)
    {
        if (graph.Nodes[node].Operator is Weight || !scattered.PartsOf(node).IsEmpty) return;
        values.Use(node, time);
        if (graph.Nodes[node].Operator is not Constant) return;
        values.Use(node, 0);
        values.Use(node, graph.Nodes.Length);
    }
}
