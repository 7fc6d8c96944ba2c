using Pointwise.Graphs;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>Names the way that every convolution goes, instead of leaving it to the shapes of one picture.</summary>
internal static class NameWays
{
    /// <param name="graph">The graph as it is run.</param>
    /// <param name="ways">What names them.</param>
    /// <param name="threads">Threads that run it.</param>
    /// <param name="width">Their lanes.</param>
    public static Graph Apply(Graph graph, IConvolutionWays ways, int threads, LaneWidth width) => graph with
    {
        Nodes = [.. graph.Nodes.Select(node => node with { Operator = Named(graph, node, ways, threads, width) })],
    };

    /// <summary>The convolution that a node is, if it is one, and what is known of its run.</summary>
    public static (Convolution Kernel, Circumstances Run)? ConvolutionOf(Graph graph, Node node, int threads, LaneWidth width) => ConvolutionOf(node.Operator) is { } convolution
        ? (convolution.Kernel(graph.InputShapes(node)[0].C, graph.InputShapes(node)[0].H, graph.InputShapes(node)[0].W), new Circumstances(node.Shape.N, threads, width))
        : null;

    private static Conv2D? ConvolutionOf(Operator op) => op switch
    {
        Conv2D convolution => convolution,
        ResidualConv2D residual => residual.Convolution,
        _ => null,
    };

    private static Operator Named(Graph graph, Node node, IConvolutionWays ways, int threads, LaneWidth width)
    {
        if (ConvolutionOf(graph, node, threads, width) is not { } found) return node.Operator;
        ConvolutionWay way = ways.Of(found.Kernel, node.Shape.H, node.Shape.W, found.Run);
        return node.Operator switch
        {
            Conv2D convolution => convolution with { Way = way },
            ResidualConv2D residual => residual with { Convolution = residual.Convolution with { Way = way } },
            _ => node.Operator,
        };
    }
}
