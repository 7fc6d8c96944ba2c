using Pointwise.Graphs;

namespace Pointwise.Training;

/// <summary>The factor of the learning rate for every parameter of a network: what patterns give, times a decay from the head down to the stem.</summary>
internal sealed class LayerRates
{
    private readonly TrainingOptions options;
    private readonly Dictionary<string, int> depth;

    public LayerRates(Graph graph, TrainingOptions options) => (this.options, depth) = (options, Depths(graph));

    /// <summary>The factor for a parameter; where several patterns match, the last one counts.</summary>
    public float Of(string parameter)
    {
        float factor = 1;
        foreach (LayerRate rate in options.LayerRates)
            if (NamePattern.Matches(rate.Pattern, parameter)) factor = rate.Factor;
        return options.LayerDecay == 1 ? factor : (float)(factor * Math.Pow(options.LayerDecay, depth[Scopes.Top(parameter)]));
    }

    /// <summary>For each outermost scope how many scopes with parameters lie between it and the main head; 0 for classifiers, auxiliary ones too.</summary>
    private static Dictionary<string, int> Depths(Graph graph)
    {
        bool[] answers = Answering(graph);
        string[] trunk = [.. Enumerable.Range(0, answers.Length).Where(i => answers[i] && HasParameters(graph, i)).Select(i => Scopes.Top(graph.Nodes[i].Name)).Distinct()];
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Node node in graph.Nodes) depths[Scopes.Top(node.Name)] = 0;
        for (int i = 0; i < trunk.Length; i++) depths[trunk[i]] = trunk.Length - 1 - i;
        return depths;
    }

    private static bool HasParameters(Graph graph, int node) => graph.ParametersOf(graph.Nodes[node]).Any();

    /// <summary>The nodes that the main head needs.</summary>
    private static bool[] Answering(Graph graph)
    {
        var needed = new bool[graph.Nodes.Length];
        needed[graph.Heads[0].Node] = true;
        for (int i = needed.Length - 1; i >= 0; i--)
        {
            if (!needed[i]) continue;
            foreach (int input in graph.Nodes[i].Inputs) needed[input] = true;
        }

        return needed;
    }
}
