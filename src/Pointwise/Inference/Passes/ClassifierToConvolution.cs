using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference.Passes;

/// <summary>
/// Makes a classifier slide: a fully connected layer over an HxWxC map is an HxW convolution, one over a vector a 1x1 convolution, and a mean
/// over all pixels a mean over windows of the map's extent (arXiv:1411.4038, section 3.1). The result takes any larger picture and gives a
/// map of class scores; at the size it was made from the map is one pixel with the same scores. A softmax at a head's end is taken off.
/// </summary>
internal static class ClassifierToConvolution
{
    /// <summary>What a value is that was a vector a picture and is a map now.</summary>
    private enum Sliding
    {
        /// <summary>It is what it was.</summary>
        Unchanged,

        /// <summary>[N,C] that became [N,C,1,1].</summary>
        Pixel,

        /// <summary>[N,C*H*W] that became [N,C,H,W] again.</summary>
        Map,
    }

    /// <summary>The model with all its heads sliding, in tensors of its own.</summary>
    /// <exception cref="PointwiseException">An operator has no sliding form; the node is named.</exception>
    public static Model Apply(Model model)
    {
        Graph graph = Apply(model.Graph);
        var parameters = new Parameters();
        foreach (ParameterSpec spec in graph.Parameters)
            parameters.Add(spec.Name, Tensor.FromChannelsFirst(spec.Shape, model.Parameters[spec.Name].ToChannelsFirst()));
        return model with { Graph = graph, Parameters = parameters };
    }

    /// <summary>The graph with all its heads sliding.</summary>
    /// <exception cref="PointwiseException">An operator has no sliding form; the node is named.</exception>
    public static Graph Apply(Graph graph) => Slide(BeforeSoftmax(graph));

    /// <summary>The model's graph with the scores of its answering head alone: what the sliding form answers at the same size.</summary>
    public static Graph ScoresOf(Model model) => BeforeSoftmax(SelectHead.Apply(model.Graph, model.AnsweringHead));

    private static Graph BeforeSoftmax(Graph graph) => Rewrite.Prune(graph with { Heads = [.. graph.Heads.Select(h => h with { Node = SoftmaxEnd.Before(graph, h.Node) })] });

    private static Graph Slide(Graph graph)
    {
        int[] standsFor = Rewrite.Itself(graph), readers = Rewrite.Readers(graph);
        var nodes = graph.Nodes.ToArray();
        var slides = new Sliding[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            Node node = nodes[i];
            Sliding read = node.Inputs.Select(k => slides[k]).DefaultIfEmpty(Sliding.Unchanged).Max();
            if (read == Sliding.Pixel && node.Operator is Combine) FitConstants(graph, nodes, slides, readers, node);
            ValueInfo[] infos = [.. node.Inputs.Select(k => nodes[k].Info)];
            if (IsFlattening(node, infos, read))
            {
                (standsFor[i], nodes[i]) = (node.Inputs[0], node with { Info = infos[0] });
                slides[i] = read != Sliding.Unchanged ? read : infos[0].Shape.H * infos[0].Shape.W > 1 ? Sliding.Map : Sliding.Pixel;
                continue;
            }

            bool isLinear = node.Operator is Linear && read != Sliding.Unchanged;
            if (read != Sliding.Unchanged && !isLinear && !Keeps(node.Operator, read)) throw CannotSlide(graph, node);
            bool isMean = node.Operator is Reduce mean && IsMeanOfPixels(mean, infos);
            slides[i] = isLinear || (isMean && node.Shape.Rank == 2) ? Sliding.Pixel : read;
            Operator op = isMean ? WholeWindow(infos[0].Shape) : Form(graph, node, infos);
            if (isMean) node = node with { Inputs = [node.Inputs[0]] };
            nodes[i] = node with { Operator = op, Info = Graph.Infer(graph.Name, node.Name, op, isMean ? infos[..1] : infos) };
        }

        return Rewrite.Bypass(graph, nodes, standsFor);
    }

    /// <summary>Whether a node makes vectors of maps, or leaves vectors as they are.</summary>
    private static bool IsFlattening(Node node, ValueInfo[] inputs, Sliding read)
    {
        if (node.Operator is not Reshaping || inputs.Length == 0) return false;
        bool isVector = node.Shape.Rank == 2 || (node.Shape.IsImage && node.Shape.H * node.Shape.W == 1);
        if (read != Sliding.Unchanged) return isVector && node.Shape.Elements == inputs[0].Shape.Elements;
        return inputs[0].Shape.IsImage && node.Shape.Rank == 2 && node.Shape.N == inputs[0].Shape.N;
    }

    /// <summary>Whether an operator on vectors does the same to every pixel of a map.</summary>
    private static bool Keeps(Operator op, Sliding read) => op switch
    {
        Relu or Sigmoid or Dropout or Scale or Add or Clip or Unary => true,
        BatchNorm or PRelu or Combine => read == Sliding.Pixel,
        _ => false,
    };

    private static Operator Form(Graph graph, Node node, ValueInfo[] inputs)
    {
        Shape input = inputs.Length > 0 ? inputs[0].Shape : default;
        return node.Operator switch
        {
            Linear linear when input.IsImage => new Conv2D(linear.Outputs, new Window(input.H, input.W), 1, linear.Bias, linear.Activation),
            GlobalAveragePool => WholeWindow(input),
            GlobalMaxPool => new MaxPool(new Window(input.H, input.W)),
            GlobalLpPool pool => new LpPool(new Window(input.H, input.W), pool.P),
            AdaptiveAveragePool pool when input.H % pool.Height == 0 && input.W % pool.Width == 0 => EvenBins(input.H / pool.Height, input.W / pool.Width, pool),
            AdaptiveAveragePool or InstanceNorm => throw new PointwiseException($"{graph.Name}: node {node.Name}", $"{node.Operator.Name} depends on the whole picture and cannot slide",
                "bins that divide the map evenly, and no statistics over the picture", $"{input} to {node.Shape}", "run the network at its own size, or ask for another head"),
            _ => node.Operator,
        };
    }

    private static AveragePool WholeWindow(Shape map) => new(new Window(map.H, map.W));

    /// <summary>Bins of one size are windows side by side; a single one, which is the whole map, slides by a pixel.</summary>
    private static AveragePool EvenBins(int height, int width, AdaptiveAveragePool pool) =>
        new(new Window(height, width, pool.Height > 1 ? height : 1, pool.Width > 1 ? width : 1));

    /// <summary>Whether a reduction is the mean of each channel's pixels.</summary>
    private static bool IsMeanOfPixels(Reduce reduce, ValueInfo[] inputs)
    {
        if (reduce.Function != Reduction.Mean || !inputs[0].Shape.IsImage) return false;
        long[] axes = reduce.Axes.Count > 0 ? reduce.Axes.ToLongs() : inputs.Length > 1 && inputs[1].Known is { } known ? [.. known.Integers] : [];
        return axes.Select(a => a < 0 ? a + inputs[0].Shape.Rank : a).Order().SequenceEqual([2, 3]);
    }

    /// <summary>Constants that are combined with vectors [N,C], by numpy's rules from the last axis on, get the axes of a map.</summary>
    private static void FitConstants(Graph graph, Node[] nodes, Sliding[] slides, int[] readers, Node node)
    {
        foreach (int input in node.Inputs)
        {
            Shape shape = nodes[input].Shape;
            if (slides[input] == Sliding.Pixel || shape.Elements == 1) continue;
            if (nodes[input].Operator is not Constant { Value: { Kind: ElementKind.Float32 } value } || readers[input] > 1 || shape[shape.Rank - 1] != shape.Elements) throw CannotSlide(graph, node);
            var fitted = new Constant(Literal.Of(new Shape(1, (int)shape.Elements, 1, 1), value.Floats.AsSpan()));
            nodes[input] = nodes[input] with { Operator = fitted, Info = Graph.Infer(graph.Name, nodes[input].Name, fitted, []) };
        }
    }

    private static PointwiseException CannotSlide(Graph graph, Node node) => new($"{graph.Name}: node {node.Name}",
        $"{node.Operator.Name} over flattened maps cannot slide", "Linear, Relu, Sigmoid, Dropout, Scale or Add behind a Flatten", node.Operator.Name,
        "pool the map to one pixel before the flattening, or run the network at its own size");
}
