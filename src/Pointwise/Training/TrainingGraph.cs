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
        int[] logits = [.. graph.Heads.Select(head => Logits(graph, head, nodes))];
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

    /// <summary>The node of a head's logits: vectors, a map of the picture's size, or what is added to make vectors of pictures of one pixel.</summary>
    private static int Logits(Graph graph, Head head, ImmutableArray<Node>.Builder nodes)
    {
        int index = nodes[head.Node].Operator is Softmax ? nodes[head.Node].Inputs[0] : head.Node;
        Shape shape = nodes[index].Shape;
        bool floats = nodes[index].Info.Kind == ElementKind.Float32;
        if (floats && (shape.Rank == 2 || graph.IsPerPixel(head))) return index;
        if (!floats || shape is not { IsImage: true, H: 1, W: 1 })
        {
            Shape picture = graph.Input.Shape;
            throw new PointwiseException($"{graph.Name}: node {nodes[index].Name}", $"head {head.Name} gives no logits", picture.IsImage ? $"[N,classes], or [N,classes,{picture.H},{picture.W}] for one a pixel" : "[N,classes]",
                floats ? $"{shape}" : $"{nodes[index].Info.Kind} {shape}", "pool or flatten the pictures before the head, or enlarge them to the input's size");
        }

        nodes.Add(new Node($"{head.Name}.logits", new Flatten(), [index], new ValueInfo(new Shape(shape.N, shape.C))));
        return nodes.Count - 1;
    }
}
