using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>Makes a network into the graph that is trained: its heads become losses against one input of targets.</summary>
internal static class TrainingGraph
{
    /// <summary>
    /// The name of the input that holds the targets: a distribution over the classes for each picture, [N,classes], or for each pixel,
    /// [N,classes,H,W].
    /// </summary>
    public const string Targets = "target";

    /// <summary>The graph of a network's losses, one a head under the head's own name and weight; what is known is folded, activations are fused.</summary>
    /// <param name="graph">The network; a head that ends in a softmax is read before it.</param>
    /// <param name="labelSmoothing">The share of a target that is spread evenly over all classes.</param>
    /// <param name="classWeights">One weight a class; none where all count alike.</param>
    /// <exception cref="PointwiseException">A head gives no logits, neither one row a picture nor a map of the picture's size, or the heads differ; the node is named.</exception>
    public static Graph Compile(Graph graph, float labelSmoothing = 0, ImmutableArray<float> classWeights = default)
    {
        ImmutableArray<Node>.Builder nodes = graph.Nodes.ToBuilder();
        int[] logits = [.. graph.Heads.Select(head => HeadLogits.Of(graph, head, nodes))];
        var targets = new Input(nodes[logits[0]].Shape);
        nodes.Add(new Node(Targets, targets, [], new ValueInfo(targets.Shape)));
        int target = nodes.Count - 1;
        var heads = ImmutableArray.CreateBuilder<Head>(logits.Length);
        var loss = new SoftmaxCrossEntropy(labelSmoothing, classWeights);
        for (int i = 0; i < logits.Length; i++)
        {
            string name = $"{graph.Heads[i].Name}.loss";
            ValueInfo info = Graph.Infer(graph.Name, name, loss, [nodes[logits[i]].Info, nodes[target].Info]);
            nodes.Add(new Node(name, loss, [logits[i], target], info));
            heads.Add(graph.Heads[i] with { Node = nodes.Count - 1 });
        }

        return FuseActivation.Apply(FoldKnown.Apply(graph with { Nodes = nodes.ToImmutable(), Heads = heads.MoveToImmutable() }));
    }
}
