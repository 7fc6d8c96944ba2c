using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference.Passes;

/// <summary>
/// Makes one product of the pointwise convolutions that read one value, as the three reductions of an Inception module do: their weights side by
/// side, the result split into their channels. A plan lets the product write each of them where it is to lie, so that splitting costs nothing.
/// </summary>
internal static class MergeSiblings
{
    public static Compilation Apply(Compilation compilation)
    {
        Graph graph = compilation.Graph;
        Dictionary<int, int[]> families = Families(graph);
        if (families.Count == 0) return compilation;
        var nodes = ImmutableArray.CreateBuilder<Node>();
        var derived = new Dictionary<string, DerivedTensor>(StringComparer.Ordinal);
        int[] places = new int[graph.Nodes.Length];
        for (int i = 0; i < places.Length; i++)
        {
            if (!families.TryGetValue(i, out int[]? family))
            {
                places[i] = nodes.Count;
                nodes.Add(graph.Nodes[i] with { Inputs = [.. graph.Nodes[i].Inputs.Select(k => places[k])] });
            }
            else if (family[0] == i) Merge(compilation, family, nodes, places, derived);
        }

        ImmutableArray<Head> heads = [.. graph.Heads.Select(h => h with { Node = places[h.Node] })];
        return compilation.With(Rewrite.Prune(graph with { Nodes = nodes.ToImmutable(), Heads = heads }), derived);
    }

    /// <summary>For each convolution that has siblings all of them, in order.</summary>
    private static Dictionary<int, int[]> Families(Graph graph)
    {
        var families = new Dictionary<int, int[]>();
        var siblings = Enumerable.Range(0, graph.Nodes.Length).Where(i => IsPointwise(graph.Nodes[i].Operator))
            .GroupBy(i => (Input: graph.Nodes[i].Inputs[0], Operator: (Conv2D)graph.Nodes[i].Operator with { Filters = 1 })).Select(g => g.ToArray()).Where(g => g.Length > 1);
        foreach (int[] family in siblings)
            foreach (int node in family) families.Add(node, family);
        return families;
    }

    private static bool IsPointwise(Operator op) => op is Conv2D { Groups: 1, Window: { Taps: 1, StrideH: 1, StrideW: 1 } };

    private static void Merge(Compilation compilation, int[] family, ImmutableArray<Node>.Builder nodes, int[] places, Dictionary<string, DerivedTensor> derived)
    {
        Graph graph = compilation.Graph;
        Node[] siblings = [.. family.Select(i => graph.Nodes[i])];
        string name = NameOf(siblings);
        Literal widths = Literal.Of(new Shape(family.Length), [.. siblings.Select(s => (long)s.Shape.C)]);
        Conv2D convolution = (Conv2D)siblings[0].Operator with { Filters = siblings.Sum(s => s.Shape.C) };
        int lengths = Add($"{name}.widths", new Constant(widths)), merged = Add(name, convolution, places[siblings[0].Inputs[0]]);
        for (int i = 0; i < family.Length; i++) places[family[i]] = Add(siblings[i].Name, new SplitPart(1, i, family.Length), merged, lengths);
        foreach (ParameterSpec spec in graph.ParametersOf(siblings[0]))
        {
            string ending = spec.Name[siblings[0].Name.Length..];
            derived[$"{name}{ending}"] = new JoinedTensor([.. siblings.Select(s => compilation.Parameter($"{s.Name}{ending}"))],
                [.. siblings.Select(s => (int)graph.ParametersOf(s).Single(p => p.Name == $"{s.Name}{ending}").Shape.Elements)]);
        }

        int Add(string node, Operator op, params ReadOnlySpan<int> inputs)
        {
            var infos = new ValueInfo[inputs.Length];
            for (int i = 0; i < infos.Length; i++) infos[i] = nodes[inputs[i]].Info;
            nodes.Add(new Node(node, op, [.. inputs], Graph.Infer(graph.Name, node, op, infos)));
            return nodes.Count - 1;
        }
    }

    private static string NameOf(Node[] siblings)
    {
        string scope = Scopes.Top(siblings[0].Name);
        return siblings.All(s => s.Name != scope && Scopes.Top(s.Name) == scope)
            ? $"{scope}.{string.Join('+', siblings.Select(s => Scopes.Within(s.Name)))}" : string.Join('+', siblings.Select(s => s.Name));
    }
}
