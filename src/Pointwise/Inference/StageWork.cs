using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// How much there is to do at a node: multiply-adds, and what is read and written. A second thread that helps with little only waits for the first one's
/// caches.
/// </summary>
internal static class StageWork
{
    /// <summary>About 15 microseconds of one thread, measured: what takes less takes longer on two.</summary>
    public const double LeastShared = 1_500_000;

    /// <summary>Multiply-adds of 16 lanes in the time that a float takes from the second cache and back.</summary>
    private const double FloatWork = 10;

    /// <summary>What there is to do, in multiply-adds of 16 lanes.</summary>
    /// <param name="graph">The graph as it is run.</param>
    /// <param name="node">The node.</param>
    /// <param name="width">Lanes.</param>
    public static double Of(Graph graph, Node node, LaneWidth width)
    {
        Shape[] inputs = graph.InputShapes(node);
        long floats = node.Shape.Elements + inputs.Sum(s => s.Elements) + graph.ParametersOf(node).Sum(p => p.Shape.Elements);
        return (double)node.Operator.MultiplyAdds(inputs) * (int)LaneWidth.Sixteen / (int)width + FloatWork * floats;
    }
}
