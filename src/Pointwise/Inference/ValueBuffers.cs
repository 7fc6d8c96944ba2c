using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// One value a node - its result, or the gradient of it - in the memory that a <see cref="Packing"/> lays out. A slice keeps all of the
/// row that it lies in alive.
/// </summary>
internal sealed class ValueBuffers
{
    private const int Never = -1;
    private readonly Graph graph;
    private readonly Slice[] slices;
    private readonly int[] first;
    private readonly int[] last;
    private readonly int[] buffers;
    private readonly bool[] used;

    public ValueBuffers(Graph graph, Slice[] slices)
    {
        (this.graph, this.slices) = (graph, slices);
        (first, last, buffers) = (new int[slices.Length], new int[slices.Length], new int[slices.Length]);
        used = new bool[slices.Length];
        Array.Fill(last, Never);
    }

    /// <summary>A node's value is written or read at a moment.</summary>
    public void Use(int node, int time)
    {
        int root = slices[node].Root;
        first[root] = last[root] == Never ? time : Math.Min(first[root], time);
        last[root] = Math.Max(last[root], time);
        used[node] = true;
    }

    /// <summary>Asks for the memory of every value that is used.</summary>
    public void Reserve(Packing packing)
    {
        for (int i = 0; i < buffers.Length; i++)
        {
            if (last[i] != Never) buffers[i] = packing.Add(graph.Nodes[i].Info.Floats, first[i], last[i]);
        }
    }

    /// <summary>A node's value as kernels see it; none where it is never used.</summary>
    public Rows Rows(int node, Packing packing, Arena arena)
    {
        if (!used[node]) return default;
        (int root, int channel, bool whole) = slices[node];
        Shape shape = graph.Nodes[node].Shape;
        return Kernels.Rows.In(arena, packing.Offset(buffers[root]) + channel, shape, Kernels.Rows.RowLength(whole ? shape : graph.Nodes[root].Shape));
    }
}
