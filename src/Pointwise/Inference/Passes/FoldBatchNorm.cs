using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>
/// Takes batch normalisations by running statistics into the weights and biases of the layer before, where that layer's result is read by nothing
/// else (arXiv:1712.05877, section 3.2). The layer rectifies where the normalisation did.
/// </summary>
internal static class FoldBatchNorm
{
    private static readonly FollowingNorms None = new([]);

    public static Compilation Apply(Compilation compilation)
    {
        Graph graph = compilation.Graph;
        int[] standsFor = Rewrite.Itself(graph), readers = Rewrite.Readers(graph);
        Node[] nodes = [.. graph.Nodes];
        var derived = new Dictionary<string, DerivedTensor>(compilation.Derived, StringComparer.Ordinal);
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Operator is not BatchNorm norm) continue;
            int input = nodes[i].Inputs[0], layer = standsFor[input];
            if (readers[input] != 1 || Folded(nodes[layer].Operator, norm.Activation) is not { } op) continue;
            Fold(nodes[layer], new FollowingNorm(nodes[i].Name, norm.Epsilon), derived);
            nodes[layer] = nodes[layer] with { Operator = op };
            standsFor[i] = layer;
        }

        return compilation.With(Rewrite.Bypass(graph, nodes, standsFor), derived);
    }

    /// <summary>The layer with a bias and the normalisation's activation; null where nothing can be folded into it.</summary>
    private static Operator? Folded(Operator op, Activation activation) => op switch
    {
        Conv2D { Activation: Activation.None } conv => conv with { Bias = true, Activation = activation },
        ConvTranspose2D { Activation: Activation.None } conv => conv with { Bias = true, Activation = activation },
        Linear { Activation: Activation.None } linear => linear with { Bias = true, Activation = activation },
        _ => null,
    };

    private static void Fold(Node layer, FollowingNorm norm, Dictionary<string, DerivedTensor> derived)
    {
        (int filters, bool hasBias, int inputGroups) = layer.Operator switch
        {
            Conv2D conv => (conv.Filters, conv.Bias, 0),
            ConvTranspose2D conv => (conv.Filters, conv.Bias, conv.Groups),
            var op => (((Linear)op).Outputs, ((Linear)op).Bias, 0),
        };
        string weight = $"{layer.Name}.weight", bias = $"{layer.Name}.bias";
        derived[weight] = derived.GetValueOrDefault(weight) switch
        {
            null => new FoldedWeight(weight, filters, inputGroups, None.Then(norm)),
            FoldedWeight before => before with { Norms = before.Norms.Then(norm) },
            var other => throw new System.Diagnostics.UnreachableException($"{weight} is derived as {other}"),
        };
        derived[bias] = derived.GetValueOrDefault(bias) switch
        {
            null => new FoldedBias(hasBias ? bias : null, None.Then(norm)),
            FoldedBias before => before with { Norms = before.Norms.Then(norm) },
            var other => throw new System.Diagnostics.UnreachableException($"{bias} is derived as {other}"),
        };
    }
}
