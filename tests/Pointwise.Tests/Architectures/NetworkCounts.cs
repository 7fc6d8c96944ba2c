using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

/// <summary>What the tests of this room count on a graph.</summary>
internal static class NetworkCounts
{
    public static Graph Build(string name, bool heads = false) => ArchitectureCatalog.Get(name).Build(heads: heads);

    public static long Trained(this Graph graph, string prefix = "") =>
        graph.Parameters.Where(p => p.IsTrained && p.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(p => p.Shape.Elements);

    public static long Weights(this Graph graph, string prefix = "") =>
        graph.Parameters.Where(p => p.Role == ParameterRole.Weight && p.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(p => p.Shape.Elements);

    public static long MultiplyAdds(this Graph graph, string prefix = "") =>
        graph.Nodes.Where(n => n.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(n => n.Operator.MultiplyAdds(graph.InputShapes(n)));

    public static Shape ShapeOf(this Graph graph, string node) => Assert.Single(graph.Nodes, n => n.Name == node).Shape;
}
