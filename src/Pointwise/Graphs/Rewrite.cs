using System.Collections.Immutable;
using Pointwise.Operators;

namespace Pointwise.Graphs;

/// <summary>What rewrites of a graph share: nodes taken out, indices put right, shapes inferred anew, the law checked.</summary>
internal static class Rewrite
{
    private const string Main = "main";

    /// <summary>The graph without some nodes, whose readers read another node instead; then without what no head needs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="nodes">Its nodes, perhaps with other operators.</param>
    /// <param name="standsFor">For each node the one that is read in its place: itself where it stays, else an earlier one.</param>
    public static Graph Bypass(Graph graph, IReadOnlyList<Node> nodes, IReadOnlyList<int> standsFor)
    {
        int Final(int node)
        {
            while (standsFor[node] != node) node = standsFor[node];
            return node;
        }

        return Prune(graph with
        {
            Nodes = [.. nodes.Select(n => n with { Inputs = [.. n.Inputs.Select(Final)] })],
            Heads = [.. graph.Heads.Select(h => h with { Node = Final(h.Node) })],
        });
    }

    /// <summary>The graph with some of its heads only, and without what they do not need.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="heads">The heads that stay.</param>
    public static Graph KeepHeads(Graph graph, Predicate<Head> heads) => Prune(graph with { Heads = graph.Heads.RemoveAll(h => !heads(h)) });

    /// <summary>The graph whose first head is called main, as training calls the one that answers; networks of other tools call their outputs otherwise.</summary>
    public static Graph NameMain(Graph graph) => graph.Heads.Any(h => h.Name == Main) ? graph : graph with { Heads = graph.Heads.SetItem(0, graph.Heads[0] with { Name = Main }) };

    /// <summary>The graph without the nodes that no head needs; the picture stays. Shapes are inferred anew.</summary>
    public static Graph Prune(Graph graph)
    {
        bool[] needed = Needed(graph);
        var index = new int[needed.Length];
        var kept = ImmutableArray.CreateBuilder<Node>();
        var inferring = new Inferring(graph.Name);
        for (int i = 0; i < needed.Length; i++)
        {
            if (!needed[i]) continue;
            Node node = graph.Nodes[i];
            ImmutableArray<int> inputs = [.. node.Inputs.Select(input => index[input])];
            ValueInfo[] infos = [.. inputs.Select(input => kept[input].Info)];
            index[i] = kept.Count;
            kept.Add(node with { Inputs = inputs, Info = inferring.Infer(node.Name, node.Operator, infos) });
        }

        var pruned = graph with { Nodes = kept.ToImmutable(), Heads = [.. graph.Heads.Select(h => h with { Node = index[h.Node] })] };
        GraphChecker.Check(pruned);
        return pruned;
    }

    /// <summary>How many nodes and heads read each node.</summary>
    public static int[] Readers(Graph graph)
    {
        var readers = new int[graph.Nodes.Length];
        foreach (int input in graph.Nodes.SelectMany(n => n.Inputs)) readers[input]++;
        foreach (Head head in graph.Heads) readers[head.Node]++;
        return readers;
    }

    /// <summary>For each node itself.</summary>
    public static int[] Itself(Graph graph) => [.. Enumerable.Range(0, graph.Nodes.Length)];

    private static bool[] Needed(Graph graph)
    {
        var needed = new bool[graph.Nodes.Length];
        needed[graph.InputIndices.First()] = true;
        foreach (Head head in graph.Heads) needed[head.Node] = true;
        for (int i = needed.Length - 1; i >= 0; i--)
        {
            if (!needed[i]) continue;
            foreach (int input in graph.Nodes[i].Inputs) needed[input] = true;
        }

        return needed;
    }
}
