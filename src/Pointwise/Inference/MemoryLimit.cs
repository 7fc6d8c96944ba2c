using Pointwise.Drawing;
using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>Refuses what the machine cannot hold before anything is allocated.</summary>
internal static class MemoryLimit
{
    /// <summary>A value is addressed by 32 bits.</summary>
    public static void CheckValue(Graph graph, Node node)
    {
        if (node.Shape.Elements > Array.MaxLength)
            throw new PointwiseException($"{graph.Name}: node {node.Name}", "result too large", $"at most {Array.MaxLength} elements", $"{node.Shape} with {node.Shape.Elements}", "use a smaller batch or picture");
    }

    /// <summary>All values of a run together fit the memory that this process may have.</summary>
    public static void Check(Graph graph, long floats)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (floats <= available / sizeof(float)) return;
        throw new PointwiseException(graph.Name, "needs more memory than there is", $"at most {Figures.Exact(available)} bytes", $"{Figures.Exact(floats * sizeof(float))} bytes for the values of one run", "use a smaller batch or picture");
    }
}
