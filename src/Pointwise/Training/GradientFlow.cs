using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Training;

/// <summary>
/// Where gradients go when a graph's nodes are read backwards from its losses: only to values that a loss depends on and that depend on a
/// trained parameter or a sought value. The first reader to reach a value overwrites its gradient, the others add to it.
/// </summary>
internal sealed class GradientFlow
{
    private readonly bool[] hasGradient;
    private readonly bool[] runs;
    private readonly bool[][] accumulates;

    /// <param name="graph">The training graph, its heads losses.</param>
    /// <param name="isTrained">Which parameters are trained, by full name.</param>
    /// <param name="sought">Nodes whose results' own gradients are asked for.</param>
    /// <exception cref="PointwiseException">An operator on the way has no backward, or no loss depends on what is trained or sought.</exception>
    public GradientFlow(Graph graph, Func<ParameterSpec, bool> isTrained, params ReadOnlySpan<int> sought)
    {
        hasGradient = Reached(graph, Dependent(graph, isTrained, sought));
        runs = [.. graph.Nodes.Select((node, i) => hasGradient[i] && (graph.ParametersOf(node).Any(p => p.IsTrained && isTrained(p)) || Enumerable.Range(0, node.Inputs.Length).Any(k => Sends(graph, i, k))))];
        accumulates = [.. graph.Nodes.Select(n => new bool[n.Inputs.Length])];
        if (!graph.Heads.Any(h => hasGradient[h.Node]))
            throw new PointwiseException(graph.Name, "nothing to train", "a loss that depends on a trained parameter", "none", "freeze fewer parameters");
        var written = new bool[hasGradient.Length];
        foreach (Head head in graph.Heads) written[head.Node] = true;
        for (int i = hasGradient.Length - 1; i >= 0; i--)
        {
            if (!runs[i]) continue;
            Node node = graph.Nodes[i];
            if (!node.Operator.HasBackward)
                throw new PointwiseException($"{graph.Name}: node {node.Name}", $"{node.Operator.Name} cannot be trained through", "an operator with a backward", $"{node.Operator.Name}", "replace it, or freeze every parameter before it");
            for (int k = 0; k < node.Inputs.Length; k++)
            {
                if (!Sends(graph, i, k)) continue;
                accumulates[i][k] = written[node.Inputs[k]];
                written[node.Inputs[k]] = true;
            }
        }
    }

    /// <summary>Whether a node's value has a gradient.</summary>
    public bool HasGradient(int node) => hasGradient[node];

    /// <summary>Whether a node's backward runs: not where its value's gradient is all that is asked for.</summary>
    public bool RunsBackward(int node) => runs[node];

    /// <summary>Whether a node's backward sends a gradient to an input.</summary>
    public bool Sends(Graph graph, int node, int input) =>
        hasGradient[node] && hasGradient[graph.Nodes[node].Inputs[input]] && graph.Nodes[node].Operator.SendsGradientTo(input);

    /// <summary>For each input of a node whether its backward adds to the gradient that is there.</summary>
    public bool[] Accumulates(int node) => accumulates[node];

    private static bool[] Dependent(Graph graph, Func<ParameterSpec, bool> isTrained, ReadOnlySpan<int> sought)
    {
        var dependent = new bool[graph.Nodes.Length];
        for (int i = 0; i < dependent.Length; i++)
        {
            Node node = graph.Nodes[i];
            dependent[i] = sought.Contains(i) || graph.ParametersOf(node).Any(p => p.IsTrained && isTrained(p));
            for (int k = 0; k < node.Inputs.Length; k++) dependent[i] |= dependent[node.Inputs[k]] && node.Operator.SendsGradientTo(k);
        }

        return dependent;
    }

    private static bool[] Reached(Graph graph, bool[] dependent)
    {
        var reached = new bool[dependent.Length];
        foreach (Head head in graph.Heads) reached[head.Node] = dependent[head.Node];
        for (int i = reached.Length - 1; i >= 0; i--)
        {
            if (!reached[i]) continue;
            Node node = graph.Nodes[i];
            for (int k = 0; k < node.Inputs.Length; k++) reached[node.Inputs[k]] |= dependent[node.Inputs[k]] && node.Operator.SendsGradientTo(k);
        }

        return reached;
    }
}
