using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>Lets a convolution whose sums are only read by an addition add the other value before it stores them, and rectify where the addition did.</summary>
internal static class FuseResidual
{
    public static Graph Apply(Graph graph)
    {
        int[] readers = Rewrite.Readers(graph);
        Node[] nodes = [.. graph.Nodes];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Operator is not Add add) continue;
            int layer = nodes[i].Inputs.Where(k => readers[k] == 1 && nodes[k].Operator is Conv2D { Activation: Activation.None }).DefaultIfEmpty(-1).Max();
            if (layer < 0) continue;
            int shortcut = nodes[i].Inputs[0] == layer ? nodes[i].Inputs[1] : nodes[i].Inputs[0];
            var conv = (Conv2D)nodes[layer].Operator with { Activation = add.Activation };
            nodes[i] = nodes[i] with { Name = nodes[layer].Name, Operator = new ResidualConv2D(conv), Inputs = [nodes[layer].Inputs[0], shortcut] };
        }

        return Rewrite.Prune(graph with { Nodes = [.. nodes] });
    }
}
