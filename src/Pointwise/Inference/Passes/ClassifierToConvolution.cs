using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference.Passes;

/// <summary>
/// Makes a classifier slide: a fully connected layer over an HxWxC map is an HxW convolution, one over a vector a 1x1 convolution, and a mean
/// over all pixels a mean over windows of the map's extent (arXiv:1411.4038, section 3.1). The result takes any larger picture and gives a
/// map of class scores; at the size it was made from the map is one pixel with the same scores. A softmax at a head's end is taken off.
/// </summary>
internal static class ClassifierToConvolution
{
    /// <summary>The model with all its heads sliding, in tensors of its own.</summary>
    /// <exception cref="PointwiseException">An operator on flattened maps has no sliding form; the node is named.</exception>
    public static Model Apply(Model model)
    {
        Graph source = BeforeSoftmax(model.Graph);
        Graph graph = Slide(source);
        var parameters = new Parameters();
        foreach (ParameterSpec spec in graph.Parameters)
            parameters.Add(spec.Name, Tensor.FromChannelsFirst(spec.Shape, model.Parameters[spec.Name].ToChannelsFirst()));
        return model with { Graph = graph, Parameters = parameters };
    }

    private static Graph BeforeSoftmax(Graph graph) => Rewrite.Prune(graph with
    {
        Heads = [.. graph.Heads.Select(h => graph.Nodes[h.Node].Operator is Softmax ? h with { Node = graph.Nodes[h.Node].Inputs[0] } : h)],
    });

    private static Graph Slide(Graph graph)
    {
        int[] standsFor = Rewrite.Itself(graph);
        var nodes = new Node[standsFor.Length];
        var isMap = new bool[standsFor.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            Node node = graph.Nodes[i];
            ValueInfo[] infos = [.. node.Inputs.Select(k => nodes[k].Info)];
            Shape[] inputs = [.. infos.Select(info => info.Shape)];
            if (node.Operator is Flatten { Axis: 1 } && inputs[0].IsImage)
            {
                (standsFor[i], nodes[i]) = (node.Inputs[0], node with { Info = infos[0] });
                isMap[i] = inputs[0].H * inputs[0].W > 1;
                continue;
            }

            isMap[i] = node.Operator is not Linear && node.Inputs.Any(k => isMap[k]);
            if (isMap[i] && node.Operator is not (Relu or Sigmoid or Dropout or Scale or Add)) throw CannotSlide(graph, node);
            Operator op = Sliding(node.Operator, inputs);
            nodes[i] = node with { Operator = op, Info = Graph.Infer(graph.Name, node.Name, op, infos) };
        }

        return Rewrite.Bypass(graph, nodes, standsFor);
    }

    private static Operator Sliding(Operator op, Shape[] inputs) => op switch
    {
        Linear linear when inputs[0].IsImage => new Conv2D(linear.Outputs, new Window(inputs[0].H, inputs[0].W), 1, linear.Bias, linear.Activation),
        GlobalAveragePool or AdaptiveAveragePool { Height: 1, Width: 1 } => new AveragePool(new Window(inputs[0].H, inputs[0].W)),
        _ => op,
    };

    private static PointwiseException CannotSlide(Graph graph, Node node) => new($"{graph.Name}: node {node.Name}",
        $"{node.Operator.Name} over flattened maps cannot slide", "Linear, Relu, Sigmoid, Dropout, Scale or Add behind a Flatten", node.Operator.Name,
        "pool the map to one pixel before the flattening, or run the network at its own size");
}
