using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>Where each node's weights lie in the order its kernel reads them; they stay for as long as the session.</summary>
internal sealed class WeightPlan
{
    private readonly long[] offsets;
    private readonly int[] floats;

    public WeightPlan(Graph graph, LaneWidth width)
    {
        floats = [.. graph.Nodes.Select(n => checked((int)n.Operator.PreparedFloats(graph.InputShapes(n), width)))];
        offsets = new long[floats.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            offsets[i] = Floats;
            Floats += Arena.RoundUp(floats[i]);
        }
    }

    /// <summary>Floats in all.</summary>
    public long Floats { get; }

    /// <summary>A node's part of an arena of <see cref="Floats"/> floats, one row; none where it has none.</summary>
    public Rows Rows(int node, Arena arena) => floats[node] == 0 ? default : Kernels.Rows.In(arena, offsets[node], new Shape(floats[node]));
}
