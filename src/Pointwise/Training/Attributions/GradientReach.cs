using Pointwise.Graphs;

namespace Pointwise.Training.Attributions;

/// <summary>Which nodes' results a value depends on, and whether its whole gradient comes back to them.</summary>
internal sealed class GradientReach
{
    private const int Nobody = -1;
    private readonly Graph graph;
    private readonly bool[] reached;
    private readonly int[] blocked;

    /// <param name="graph">The network.</param>
    /// <param name="from">The node whose result is differentiated.</param>
    public GradientReach(Graph graph, int from)
    {
        this.graph = graph;
        (reached, blocked) = (new bool[graph.Nodes.Length], new int[graph.Nodes.Length]);
        Array.Fill(blocked, Nobody);
        reached[from] = true;
        for (int i = from; i >= 0; i--)
        {
            if (!reached[i]) continue;
            Node node = graph.Nodes[i];
            for (int k = 0; k < node.Inputs.Length; k++)
            {
                if (!node.Operator.SendsGradientTo(k)) continue;
                int input = node.Inputs[k];
                reached[input] = true;
                if (!node.Operator.HasBackward) blocked[input] = i;
                else if (blocked[i] != Nobody) blocked[input] = blocked[i];
            }
        }
    }

    /// <summary>Whether the value depends on a node's result.</summary>
    public bool Reaches(int node) => reached[node];

    /// <summary>An operator without a backward on a way from a node to the value; null where all have one.</summary>
    public Node? BlockedBy(int node) => blocked[node] == Nobody ? null : graph.Nodes[blocked[node]];
}
