using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Costs;

/// <summary>A row of the cost table: the nodes whose names share a scope.</summary>
/// <param name="Name">The scope.</param>
/// <param name="Nodes">Its nodes in order.</param>
/// <param name="Join">Its last concatenation; -1 where it has none.</param>
/// <param name="Branches">For a scope that ends in a concatenation, the nodes of each branch in the order they are joined.</param>
/// <param name="EndsElsewhere">Whether it ends in a head that is not the main one.</param>
internal sealed record Module(string Name, ImmutableArray<int> Nodes, int Join, ImmutableArray<ImmutableArray<int>> Branches, bool EndsElsewhere)
{
    /// <summary>The node whose result is the module's.</summary>
    public int Last => Nodes[^1];

    /// <summary>The rows of a graph, in the order of their first nodes.</summary>
    public static Module[] Of(Graph graph)
    {
        string[] scopes = RowNames(graph);
        var nodes = Enumerable.Range(0, scopes.Length).Where(i => graph.Nodes[i].Operator is not Input);
        return [.. nodes.GroupBy(i => scopes[i]).Select(group => Create(graph, group.Key, [.. group]))];
    }

    private static Module Create(Graph graph, string name, ImmutableArray<int> nodes)
    {
        bool elsewhere = graph.Heads.Skip(1).Any(head => nodes.Contains(head.Node));
        int join = nodes.LastOrDefault(i => graph.Nodes[i].Operator is Concat, -1);
        return new Module(name, nodes, join, join < 0 ? [] : BranchesOf(graph, nodes, join), elsewhere);
    }

    /// <summary>A branch is what only one input of the concatenation needs, within the module.</summary>
    private static ImmutableArray<ImmutableArray<int>> BranchesOf(Graph graph, ImmutableArray<int> nodes, int join)
    {
        var owner = new Dictionary<int, int>();
        ImmutableArray<int> inputs = graph.Nodes[join].Inputs;
        for (int b = 0; b < inputs.Length; b++) Claim(inputs[b], b);
        return [.. Enumerable.Range(0, inputs.Length).Select(b => nodes.Where(i => owner.GetValueOrDefault(i, -1) == b).ToImmutableArray()).Where(b => b.Length > 0)];

        void Claim(int node, int branch)
        {
            var open = new Stack<int>([node]);
            while (open.TryPop(out int i))
            {
                if (nodes.BinarySearch(i) < 0) continue;
                if (owner.TryGetValue(i, out int first) && (first == branch || first == Shared)) continue;
                owner[i] = owner.ContainsKey(i) ? Shared : branch;
                foreach (int input in graph.Nodes[i].Inputs) open.Push(input);
            }
        }
    }

    private const int Shared = -2;

    private static string[] RowNames(Graph graph)
    {
        string[] tops = Stages(graph);
        var all = tops.ToHashSet(StringComparer.Ordinal);
        for (int i = 0; i < tops.Length; i++)
        {
            Node node = graph.Nodes[i];
            bool alone = tops[i] == node.Name && node.Inputs.Length == 1 && graph.Nodes[node.Inputs[0]].Operator is not Input;
            if (alone && node.Operator is not (Dropout or Softmax or LocalResponseNorm) && SharedBuffers.IsMap(graph, node)) tops[i] = tops[node.Inputs[0]];
            if (tops[i].EndsWith("_reduce", StringComparison.Ordinal) && all.Contains(tops[i][..^"_reduce".Length])) tops[i] = tops[i][..^"_reduce".Length];
        }

        return tops;
    }

    /// <summary>The outermost scopes; where one holds pools between convolutions, as VGG's features do, the scopes within it.</summary>
    private static string[] Stages(Graph graph)
    {
        string[] tops = [.. graph.Nodes.Select(n => Scopes.Top(n.Name))];
        var lastConvolution = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < tops.Length; i++)
            if (graph.Nodes[i].Operator is Conv2D) lastConvolution[tops[i]] = i;
        HashSet<string> several = [.. Enumerable.Range(0, tops.Length).Where(i => Halves(graph.Nodes[i]) && tops[graph.Nodes[i].Inputs[0]] == tops[i] && lastConvolution.GetValueOrDefault(tops[i]) > i).Select(i => tops[i])];
        return [.. graph.Nodes.Select((node, i) => several.Contains(tops[i]) ? $"{tops[i]}.{Scopes.Top(Scopes.Within(node.Name))}" : tops[i])];
    }

    private static bool Halves(Node node) => node.Operator is MaxPool { Window.StrideH: > 1 } or AveragePool { Window.StrideH: > 1 };
}
