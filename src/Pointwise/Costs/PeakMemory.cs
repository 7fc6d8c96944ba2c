using Pointwise.Graphs;

namespace Pointwise.Costs;

/// <summary>
/// The memory that one forward pass needs when every result lives from the node that writes it to the last one that reads it, in execution order,
/// and shares memory where <see cref="CostReport"/> says it does.
/// </summary>
/// <param name="ActivationBytes">The most bytes of results alive at once, the picture among them.</param>
/// <param name="WeightBytes">Bytes of all parameters, running statistics among them.</param>
/// <param name="Node">The node that runs when the most is alive.</param>
public readonly record struct PeakMemory(long ActivationBytes, long WeightBytes, string Node)
{
    /// <summary>Activations and weights.</summary>
    public long Bytes => ActivationBytes + WeightBytes;

    internal static PeakMemory Of(Graph graph)
    {
        var buffers = new SharedBuffers(graph);
        int count = graph.Nodes.Length;
        long[] bytes = new long[count];
        int[] first = Enumerable.Repeat(count, count).ToArray(), last = new int[count];
        for (int i = 0; i < count; i++)
        {
            int buffer = buffers.Of(i);
            bytes[buffer] = Math.Max(bytes[buffer], graph.Nodes[i].Shape.Elements * sizeof(float));
            first[buffer] = Math.Min(first[buffer], i);
            last[buffer] = Math.Max(last[buffer], i);
            foreach (int input in graph.Nodes[i].Inputs) last[buffers.Of(input)] = Math.Max(last[buffers.Of(input)], i);
        }

        foreach (Head head in graph.Heads) last[buffers.Of(head.Node)] = count - 1;
        return Highest(graph, bytes, first, last);
    }

    private static PeakMemory Highest(Graph graph, long[] bytes, int[] first, int[] last)
    {
        int count = bytes.Length;
        var change = new long[count + 1];
        for (int b = 0; b < count; b++)
        {
            if (bytes[b] == 0) continue;
            change[first[b]] += bytes[b];
            change[last[b] + 1] -= bytes[b];
        }

        long most = 0, alive = 0;
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            alive += change[i];
            if (alive > most) (most, at) = (alive, i);
        }

        return new PeakMemory(most, graph.Parameters.Sum(p => p.Shape.Elements) * sizeof(float), graph.Nodes[at].Name);
    }
}
