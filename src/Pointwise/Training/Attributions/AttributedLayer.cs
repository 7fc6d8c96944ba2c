using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training.Attributions;

/// <summary>The map that is looked at.</summary>
internal static class AttributedLayer
{
    private const int NamesShown = 12;

    /// <summary>The node of a name, or the last of a module's; where no name is given, the last map before the head's pool or flattening.</summary>
    /// <param name="graph">The network of <see cref="AttributionGraph"/>.</param>
    /// <param name="reach">What the class's score depends on.</param>
    /// <param name="name">The name, or null.</param>
    /// <exception cref="PointwiseException">There is no such layer, it is no map that the score depends on, or an operator behind it has no backward.</exception>
    public static int Find(Graph graph, GradientReach reach, string? name)
    {
        int layer = name is null ? Last(graph, reach) : Named(graph, reach, name);
        if (reach.BlockedBy(layer) is { } blocking)
            throw new PointwiseException($"{graph.Name}: node {blocking.Name}", $"no gradient comes back through {blocking.Operator.Name}", "operators with a backward from the map to the class's score", blocking.Operator.Name, "name a layer behind it");
        return layer;
    }

    private static int Last(Graph graph, GradientReach reach)
    {
        int layer = Enumerable.Range(0, graph.Nodes.Length).LastOrDefault(i => reach.Reaches(i) && IsMap(graph.Nodes[i]), -1);
        if (layer < 0)
            throw new PointwiseException(graph.Name, "no map to look at", "pictures of more than one pixel within the network", "vectors alone", "use a network with convolutions");
        while (graph.Nodes[layer] is { Operator: MaxPool or AveragePool or LpPool } pool && IsMap(graph.Nodes[pool.Inputs[0]])) layer = pool.Inputs[0];
        return layer;
    }

    private static int Named(Graph graph, GradientReach reach, string name)
    {
        int layer = -1;
        for (int i = 0; i < graph.Nodes.Length; i++)
            if (graph.Nodes[i].Name == name) layer = i;
        Module[] modules = [.. Module.Of(graph).Where(m => IsMap(graph.Nodes[m.Last]))];
        if (layer < 0) layer = modules.FirstOrDefault(m => m.Name == name)?.Last ?? -1;
        string[] known = [.. modules.Select(m => m.Name)];
        if (layer < 0)
            throw new PointwiseException($"{graph.Name}: layer", "no such layer", $"a node or a module: {string.Join(", ", known.Reverse().Take(NamesShown).Reverse())}", name,
                NearestName.Suggestion(name, known.Concat(graph.Nodes.Select(n => n.Name))) + "show lists the nodes of a network");
        if (IsMap(graph.Nodes[layer]) && reach.Reaches(layer)) return layer;
        throw new PointwiseException($"{graph.Name}: layer {name}", "nothing to look at there", "[1,C,H,W] of more than one pixel that the class's score depends on",
            reach.Reaches(layer) ? $"{graph.Nodes[layer].Shape}" : "the score does not depend on it", "name a layer before the head's pool");
    }

    private static bool IsMap(Node node) => node.Operator is not Input && node.Info.Kind == ElementKind.Float32 && node.Shape is { IsImage: true } shape && shape.H * (long)shape.W > 1;
}
