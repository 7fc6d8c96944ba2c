using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;

namespace Pointwise.Inference;

/// <summary>Memory that one run of a model takes for values.</summary>
/// <param name="Bytes">Bytes as they are laid out.</param>
/// <param name="LeastBytes">The most bytes that are alive at one time: no plan can do with less.</param>
internal readonly record struct PlannedMemory(long Bytes, long LeastBytes)
{
    /// <summary>Nodes beyond which a run is not laid out only to tell its size: that takes their number squared.</summary>
    private const int MostNodes = 10_000;

    /// <summary>The memory of a run; null where the model has too many nodes to lay them out just to tell, or cannot be run here.</summary>
    public static PlannedMemory? TryOf(Model model)
    {
        if (model.Graph.Nodes.Length > MostNodes) return null;
        try
        {
            return Of(model);
        }
        catch (PointwiseException)
        {
            return null;
        }
    }

    /// <summary>Lays a model's run out, as it was made, with all rewrites.</summary>
    /// <exception cref="PointwiseException">It cannot be run: a value is larger than memory may be, or tensors do not fit.</exception>
    public static PlannedMemory Of(Model model)
    {
        Graph graph = InferencePasses.Compile(model, graph => graph, new SessionOptions()).Graph;
        var plan = new MemoryPlan(graph, SideBySide.Of(graph, LaneWidths.Best).AsSpan());
        return new PlannedMemory(plan.Floats * sizeof(float), plan.LeastFloats * sizeof(float));
    }
}
