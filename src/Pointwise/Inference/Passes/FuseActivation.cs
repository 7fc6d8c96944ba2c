using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>Lets a convolution, fully connected layer, batch norm or addition rectify its own result where a Relu is the only one to read it.</summary>
internal static class FuseActivation
{
    public static Graph Apply(Graph graph)
    {
        int[] standsFor = Rewrite.Itself(graph), readers = Rewrite.Readers(graph);
        Node[] nodes = [.. graph.Nodes];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Operator is not Relu) continue;
            int source = nodes[i].Inputs[0];
            if (readers[source] != 1 || Rectified(nodes[source].Operator) is not { } fused) continue;
            nodes[source] = nodes[source] with { Operator = fused };
            standsFor[i] = source;
        }

        return Rewrite.Bypass(graph, nodes, standsFor);
    }

    private static Operator? Rectified(Operator op) => op switch
    {
        Conv2D { Activation: Activation.None } conv => conv with { Activation = Activation.Relu },
        ConvTranspose2D { Activation: Activation.None } conv => conv with { Activation = Activation.Relu },
        Linear { Activation: Activation.None } linear => linear with { Activation = Activation.Relu },
        BatchNorm { Activation: Activation.None } norm => norm with { Activation = Activation.Relu },
        Add { Activation: Activation.None } add => add with { Activation = Activation.Relu },
        _ => null,
    };
}
