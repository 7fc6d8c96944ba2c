using System.Diagnostics.CodeAnalysis;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Zoo;

/// <summary>Finds the network that tensors without one belong to, by their names and shapes.</summary>
internal static class NetworkOfWeights
{
    private const int MostClasses = 1_000_000;

    /// <summary>The network of the catalog that the tensors fill; of several, the one with most parameters.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="found">The network, where there is one.</param>
    public static bool TryFind(TensorFile file, [NotNullWhen(true)] out Architecture? found)
    {
        found = ArchitectureCatalog.All.Where(a => Fits(file, a)).OrderByDescending(a => a.Build().Parameters.Count()).FirstOrDefault();
        return found is not null;
    }

    /// <summary>A network with as many classes as the weights of its last layer tell; as many as it was designed for where they are not there.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="file">The open file.</param>
    /// <param name="input">What goes in, [N,C,H,W]; null for what it was designed for.</param>
    /// <exception cref="PointwiseException">The input does not suit the network.</exception>
    public static Graph Build(Architecture architecture, TensorFile file, Shape? input)
    {
        Graph graph = architecture.Build(input ?? architecture.InputShape, architecture.Classes);
        if (ClassifierOf(graph) is not { } name) return graph;
        Shape[] weights = [.. file.Entries.Where(e => IsWeightOf(e.Name, name) && e.Shape.Rank is 2 or 4).Select(e => e.Shape).Distinct()];
        return weights is not [{ N: >= 1 and <= MostClasses and var classes }] || classes == architecture.Classes ? graph : architecture.Build(input ?? architecture.InputShape, classes);
    }

    private static bool Fits(TensorFile file, Architecture architecture)
    {
        Graph graph = Build(architecture, file, null);
        if (file.Entries.Length < graph.Parameters.Count()) return false;
        try
        {
            _ = WeightNames.Fit(file, graph);
            return true;
        }
        catch (PointwiseException)
        {
            return false;
        }
    }

    /// <summary>Whether a name is that of a layer's weight, in whatever dictionary it lies.</summary>
    private static bool IsWeightOf(string name, string layer) => name == $"{layer}.weight" || name.EndsWith($".{layer}.weight", StringComparison.Ordinal);

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
