using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>Where a head's scores are logits: before the softmax that it may end in.</summary>
internal static class HeadLogits
{
    /// <summary>The node of a head's logits: vectors, a map of the picture's size, or what is added to make vectors of pictures of one pixel.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="head">One of its heads.</param>
    /// <param name="nodes">Its nodes, and what was added to them.</param>
    /// <exception cref="PointwiseException">The head gives no scores of classes.</exception>
    public static int Of(Graph graph, Head head, ImmutableArray<Node>.Builder nodes)
    {
        int index = SoftmaxEnd.Before(graph, head.Node);
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
