using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Costs;

/// <summary>
/// Which results lie in the same memory. A node that maps its input value by value or row by row writes over it where nobody else reads it;
/// what only a concatenation reads is written into its slice of the joined rows at once.
/// </summary>
internal sealed class SharedBuffers
{
    private readonly Graph graph;
    private readonly int[] parent;
    private readonly bool[] own;

    public SharedBuffers(Graph graph)
    {
        this.graph = graph;
        parent = Rewrite.Itself(graph);
        own = new bool[parent.Length];
        int[] readers = Rewrite.Readers(graph);
        for (int i = 0; i < parent.Length; i++) own[i] = !Shares(i, readers);
    }

    /// <summary>Whether a node's result needs memory that no other result it is made of has already.</summary>
    public bool HasOwn(int node) => own[node];

    /// <summary>The node that stands for all results in the same memory as this one.</summary>
    public int Of(int node)
    {
        while (parent[node] != node) node = parent[node] = parent[parent[node]];
        return node;
    }

    /// <summary>Whether a result has as many values as the one input, each made without window or weights between pixels: ReLU, batch norm, dropout, flatten, …</summary>
    public static bool IsMap(Graph graph, Node node)
    {
        if (node.Inputs.Length != 1 || graph.Nodes[node.Inputs[0]].Shape.Elements != node.Shape.Elements) return false;
        Shape[] inputs = graph.InputShapes(node);
        return node.Operator is Flatten || node.Operator.Reach(inputs) is null && node.Operator.MultiplyAdds(inputs) == 0;
    }

    private bool Shares(int i, int[] readers)
    {
        Node node = graph.Nodes[i];
        bool OnlyReader(int input) => readers[input] == 1 && graph.Nodes[input].Operator is not Input;
        if (!(node.Operator is Concat concat && concat.JoinsRows(node.Info)) && !(IsMap(graph, node) && OnlyReader(node.Inputs[0]))) return false;
        int joined = 0;
        foreach (int input in node.Inputs)
        {
            if (!OnlyReader(input)) continue;
            parent[Of(input)] = i;
            joined++;
        }

        return joined == node.Inputs.Length;
    }
}
