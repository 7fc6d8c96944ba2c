using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Inference;

/// <summary>
/// Pointwise convolutions of which only ranges of channels are read: they have no rows of their own, but write each range where it is to lie, among
/// the channels of a concatenation or by itself.
/// </summary>
internal sealed class ScatteredNodes
{
    private readonly int[]?[] parts;
    private readonly bool[] isPart;

    public ScatteredNodes(Graph graph)
    {
        parts = new int[graph.Nodes.Length][];
        isPart = new bool[parts.Length];
        ILookup<int, int> readers = Enumerable.Range(0, parts.Length).SelectMany(i => graph.Nodes[i].Inputs.Select(input => (input, i))).ToLookup(pair => pair.input, pair => pair.i);
        HashSet<int> heads = [.. graph.Heads.Select(h => h.Node)];
        for (int i = 0; i < parts.Length; i++)
        {
            if (graph.Nodes[i].Operator is not Conv2D { Groups: 1, Window.Taps: 1 } || heads.Contains(i)) continue;
            int[] read = [.. readers[i].OrderBy(r => (graph.Nodes[r].Operator as SplitPart)?.Part)];
            if (!read.Index().All(r => graph.Nodes[r.Item].Operator is SplitPart { Axis: 1 } part && (part.Part, part.Parts) == (r.Index, read.Length))) continue;
            parts[i] = read;
            foreach (int part in read) isPart[part] = true;
        }
    }

    /// <summary>The nodes that stand for a node's ranges, in order; none where it is written as a whole.</summary>
    public ReadOnlySpan<int> PartsOf(int node) => parts[node];

    /// <summary>Whether a node's result is written by the node that it reads.</summary>
    public bool IsPart(int node) => isPart[node];
}
