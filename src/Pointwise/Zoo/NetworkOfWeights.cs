using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Zoo;

/// <summary>Finds the network that tensors without one belong to, by their names and shapes.</summary>
internal static class NetworkOfWeights
{
    private const int MostClasses = 1_000_000;

    /// <summary>The network of the catalog whose parameters are all there; null where there is none. Of several, the one with most parameters.</summary>
    /// <param name="shapes">Shapes by name.</param>
    public static Architecture? Find(IReadOnlyDictionary<string, Shape> shapes) => ArchitectureCatalog.All
        .Select(a => (Architecture: a, Parameters: Build(a, shapes, null).Parameters.ToArray()))
        .Where(pair => pair.Parameters.All(p => shapes.TryGetValue(p.Name, out Shape found) && found == p.Shape))
        .OrderByDescending(pair => pair.Parameters.Length).Select(pair => pair.Architecture).FirstOrDefault();

    /// <summary>A network with as many classes as the weights of its last layer tell; as many as it was designed for where they are not there.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="shapes">Shapes by name.</param>
    /// <param name="input">What goes in, [N,C,H,W]; null for what it was designed for.</param>
    /// <exception cref="PointwiseException">The input does not suit the network.</exception>
    public static Graph Build(Architecture architecture, IReadOnlyDictionary<string, Shape> shapes, Shape? input)
    {
        Graph graph = architecture.Build(input ?? architecture.InputShape, architecture.Classes);
        if (ClassifierOf(graph) is not { } name || !shapes.TryGetValue($"{name}.weight", out Shape weight) || weight.Rank is not (2 or 4)) return graph;
        return weight.N == architecture.Classes || weight.N is < 1 or > MostClasses ? graph : architecture.Build(input ?? architecture.InputShape, weight.N);
    }

    /// <summary>The last layer with weights before the main head.</summary>
    private static string? ClassifierOf(Graph graph)
    {
        for (Node node = graph.Nodes[graph.Heads[0].Node]; ; node = graph.Nodes[node.Inputs[0]])
        {
            if (node.Operator is Linear or Conv2D) return node.Name;
            if (node.Inputs.Length != 1) return null;
        }
    }
}
