using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>
/// Where values, their gradients and what backward needs lie during one step. Node i of n runs forward at moment i and backward at
/// 2n - 1 - i; what is fed in, logits and losses stay to the end, everything else until its last reader has run.
/// </summary>
internal sealed class TrainingPlan
{
    private readonly Graph graph;
    private readonly GradientFlow flow;
    private readonly ValueBuffers values;
    private readonly ValueBuffers gradients;
    private readonly Region[] prepared;
    private readonly Region[] saved;
    private readonly Packing packing = new();

    public TrainingPlan(Graph graph, GradientFlow flow, LaneWidth width, bool[]? still = null)
    {
        (this.graph, this.flow) = (graph, flow);
        HashSet<int> kept = [.. graph.InputIndices];
        foreach (Head head in graph.Heads) kept.UnionWith([head.Node, .. graph.Nodes[head.Node].Inputs]);
        values = new ValueBuffers(graph, ConcatSlices.Of(graph, (concat, k) => !kept.Contains(graph.Nodes[concat].Inputs[k])));
        gradients = new ValueBuffers(graph, ConcatSlices.Of(graph, GradientMayBeSlice));
        (prepared, saved) = (new Region[graph.Nodes.Length], new Region[graph.Nodes.Length]);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            UseValues(i);
            UseGradients(i);
            ReserveRegions(i, width, still?[i] ?? false);
        }

        foreach (int node in kept)
        {
            values.Use(node, graph.Nodes[node].Operator is Input ? 0 : node);
            values.Use(node, 2 * graph.Nodes.Length);
        }

        values.Reserve(packing);
        gradients.Reserve(packing);
        packing.Pack();
    }

    /// <summary>Floats in all.</summary>
    public long Floats => packing.Floats;

    /// <summary>The most floats alive at one time: no plan can do with less.</summary>
    public long LeastFloats => packing.LeastFloats;

    /// <summary>A node's result in an arena of <see cref="Floats"/> floats.</summary>
    public Rows Value(int node, Arena arena) => values.Rows(node, packing, arena);

    /// <summary>The gradient of a node's result; none where nobody wants it.</summary>
    public Rows Gradient(int node, Arena arena) => gradients.Rows(node, packing, arena);

    /// <summary>A node's parameters in the order that its forward reads them, one row.</summary>
    public Rows Prepared(int node, Arena arena) => In(prepared[node], arena);

    /// <summary>What a node's forward leaves for its backward, one row.</summary>
    public Rows Saved(int node, Arena arena) => In(saved[node], arena);

    private int BackwardAt(int node) => 2 * graph.Nodes.Length - 1 - node;

    /// <summary>A branch's gradient may lie in the joined gradient where nobody reaches it before the concatenation's backward.</summary>
    private bool GradientMayBeSlice(int concat, int input) =>
        flow.Sends(graph, concat, input) && !flow.Accumulates(concat)[input] && graph.Heads.All(h => h.Node != graph.Nodes[concat].Inputs[input]);

    private void UseValues(int index)
    {
        Node node = graph.Nodes[index];
        values.Use(index, index);
        foreach (int input in node.Inputs) values.Use(input, index);
        if (!flow.HasGradient(index)) return;
        if (node.Operator.BackwardReads.HasFlag(BackwardReads.Output)) values.Use(index, BackwardAt(index));
        if (!node.Operator.BackwardReads.HasFlag(BackwardReads.Inputs)) return;
        foreach (int input in node.Inputs) values.Use(input, BackwardAt(index));
    }

    private void UseGradients(int index)
    {
        if (!flow.HasGradient(index)) return;
        Node node = graph.Nodes[index];
        gradients.Use(index, BackwardAt(index));
        if (graph.Heads.Any(h => h.Node == index)) gradients.Use(index, graph.Nodes.Length);
        for (int k = 0; k < node.Inputs.Length; k++)
        {
            if (flow.Sends(graph, index, k)) gradients.Use(node.Inputs[k], BackwardAt(index));
        }
    }

    /// <summary>A still node reads what it prepared again on its way back.</summary>
    private void ReserveRegions(int index, LaneWidth width, bool still)
    {
        Node node = graph.Nodes[index];
        Shape[] inputs = graph.InputShapes(node);
        prepared[index] = Reserve(node.Operator.PreparedFloats(inputs, width), index, still && flow.HasGradient(index) ? BackwardAt(index) : index);
        saved[index] = Reserve(node.Operator.SavedFloats(inputs), index, flow.HasGradient(index) ? BackwardAt(index) : index);
    }

    private Region Reserve(long floats, int first, int last) => floats == 0 ? default : new Region(packing.Add(floats, first, last), checked((int)floats));

    private Rows In(Region region, Arena arena) => region.Floats == 0 ? default : Rows.In(arena, packing.Offset(region.Buffer), new Shape(region.Floats));

    private readonly record struct Region(int Buffer, int Floats);
}
