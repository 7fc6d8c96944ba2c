using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>
/// Names for what a file numbers through while it names its layers by modules (inception_3a/1x1, n12, n20, n23): what stands inside a module by its
/// place, the activations behind its layers, the concatenation of its branches, the pool beside them, is named within it.
/// </summary>
internal sealed class ModuleNames
{
    private readonly Graph graph;
    private readonly string[] scopes;
    private readonly List<int>[] readers;

    private ModuleNames(Graph graph)
    {
        this.graph = graph;
        scopes = [.. graph.Nodes.Select(n => IsScoped(n.Name) ? n.Name[..(n.Name.IndexOfAny(['/', '.'], 1) + 1)] : "")];
        readers = [.. graph.Nodes.Select(_ => new List<int>())];
        for (int i = 0; i < graph.Nodes.Length; i++)
            foreach (int input in graph.Nodes[i].Inputs) readers[input].Add(i);
    }

    /// <summary>The graph with these names; parameters keep theirs.</summary>
    public static Graph Apply(Graph graph)
    {
        var names = new ModuleNames(graph);
        for (int i = 0; i < graph.Nodes.Length; i++) names.FollowBranches(i);
        for (int i = 0; i < graph.Nodes.Length; i++) names.FollowReaders(i);
        HashSet<string> taken = [.. graph.Nodes.Select(n => n.Name)];
        return graph with { Nodes = [.. graph.Nodes.Select((node, i) => names.IsMoved(i) && taken.Add(names.scopes[i] + node.Name) ? node with { Name = names.scopes[i] + node.Name } : node)] };
    }

    private static bool IsScoped(string name) => name.IndexOfAny(['/', '.'], Math.Min(1, name.Length)) is > 0 and int end && end < name.Length - 1;

    private bool IsMoved(int node) => scopes[node].Length > 0 && !IsScoped(graph.Nodes[node].Name);

    /// <summary>Outputs of the network keep the names that they are asked for by.</summary>
    private bool IsFree(int node) => scopes[node].Length == 0 && graph.Heads.All(h => h.Node != node) && graph.Nodes[node] is { Inputs.Length: > 0 } candidate && candidate.Info.Known is null && !graph.ParametersOf(candidate).Any();

    /// <summary>An activation belongs to its layer, a concatenation or sum to the module that all its branches are of.</summary>
    private void FollowBranches(int node)
    {
        Node candidate = graph.Nodes[node];
        if (!IsFree(node)) return;
        if (candidate.Operator is Concat or Add)
        {
            // a pool that is a branch by itself tells nothing
            string[] branches = [.. candidate.Inputs.Where(i => graph.Nodes[i].Operator is not (MaxPool or AveragePool)).Select(i => scopes[i]).Distinct()];
            if (branches.Length == 1) scopes[node] = branches[0];
        }
        else if (candidate.Operator is Relu or Sigmoid && readers[candidate.Inputs[0]].Count == 1) scopes[node] = scopes[candidate.Inputs[0]];
    }

    /// <summary>A pool belongs to the module that alone reads it, where another branch of the module reads what the pool reads.</summary>
    private void FollowReaders(int node)
    {
        Node candidate = graph.Nodes[node];
        if (!IsFree(node) || candidate.Operator is not (MaxPool or AveragePool) || readers[node].Count == 0) return;
        string scope = scopes[readers[node][0]];
        if (scope.Length > 0 && readers[node].All(r => scopes[r] == scope) && readers[candidate.Inputs[0]].Any(r => r != node && scopes[r] == scope)) scopes[node] = scope;
    }
}
