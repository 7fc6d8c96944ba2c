using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Inference.Passes;

/// <summary>Puts constants in the place of nodes whose values are known for this input: what shapes are computed with is then not run.</summary>
internal static class FoldKnown
{
    public static Graph Apply(Graph graph) => graph.Nodes.Any(IsComputed)
        ? Rewrite.Prune(graph with { Nodes = [.. graph.Nodes.Select(n => IsComputed(n) ? n with { Operator = new Constant(n.Info.Known!), Inputs = [] } : n)] })
        : graph;

    private static bool IsComputed(Node node) => node.Info.Known is not null && node.Operator is not (Constant or Input);
}
