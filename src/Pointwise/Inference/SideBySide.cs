using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Inference;

/// <summary>
/// Branches of a small module that run at once, each on one thread: there is too little to do at their nodes to share each of them out. All that they read
/// and write stays in place until the last has ended. Which branches these are follows from the graph and the lanes alone.
/// </summary>
/// <param name="First">Their first node.</param>
/// <param name="Last">Their last node; those between are theirs, or are written already.</param>
/// <param name="Branches">The nodes of each in order; the branch with the most to do first.</param>
internal sealed record SideBySide(int First, int Last, ImmutableArray<ImmutableArray<int>> Branches)
{
    /// <summary>What a thread must save the other to be worth handing it a branch: about 5 microseconds, measured.</summary>
    private const double LeastSaved = StageWork.LeastShared / 3.0;

    /// <summary>The modules of a graph whose branches run at once, in order.</summary>
    /// <param name="graph">The graph as it is run.</param>
    /// <param name="width">Lanes.</param>
    public static ImmutableArray<SideBySide> Of(Graph graph, LaneWidth width)
    {
        int[] readers = Rewrite.Readers(graph);
        var scattered = new ScatteredNodes(graph);
        var found = ImmutableArray.CreateBuilder<SideBySide>();
        for (int join = 0; join < readers.Length; join++)
        {
            if (graph.Nodes[join].Operator is not (Concat or Add)) continue;
            ImmutableArray<ImmutableArray<int>> branches = [.. graph.Nodes[join].Inputs.Distinct().Select(end => Branch(graph, end, readers, width)).Where(branch => branch.Length > 0)];
            double[] work = [.. branches.Select(branch => branch.Sum(i => StageWork.Of(graph, graph.Nodes[i], width)))];
            if (branches.Length < 2 || work.Sum() - work.Max() < LeastSaved) continue;
            var module = new SideBySide(branches.Min(b => b[0]), branches.Max(b => b[^1]), [.. branches.Zip(work).OrderByDescending(b => b.Second).Select(b => b.First)]);
            if (module.StandsAlone(graph, scattered) && (found.Count == 0 || found[^1].Last < module.First)) found.Add(module);
        }

        return found.ToImmutable();
    }

    /// <summary>The small nodes that lead to a node one after the other, each read by the next alone.</summary>
    private static ImmutableArray<int> Branch(Graph graph, int end, int[] readers, LaneWidth width)
    {
        var branch = new Stack<int>();
        for (int i = end; readers[i] == 1 && IsSimple(graph.Nodes[i]) && StageWork.Of(graph, graph.Nodes[i], width) < StageWork.LeastShared; i = graph.Nodes[i].Inputs[0]) branch.Push(i);
        return [.. branch];
    }

    /// <summary>Reads one value, and writes another without fail.</summary>
    private static bool IsSimple(Node node) => node.Inputs.Length == 1 && node.Operator is Conv2D or PooledConv2D or MaxPool or AveragePool or BiasedAveragePool;

    /// <summary>Whether nothing else runs between the first node and the last, and what the branches read is there before.</summary>
    private bool StandsAlone(Graph graph, ScatteredNodes scattered)
    {
        HashSet<int> own = [.. Branches.SelectMany(b => b)];
        for (int i = First; i <= Last; i++)
        {
            int needed = own.Contains(i) ? graph.Nodes[i].Inputs[0] : i;
            if (needed >= First && !(own.Contains(needed) || IsWrittenBefore(needed))) return false;
        }

        return true;

        // channels of a value from before the branches, which whoever computes it writes where they belong
        bool IsWrittenBefore(int node) => scattered.IsPart(node) && graph.Nodes[node].Inputs[0] < First;
    }
}
