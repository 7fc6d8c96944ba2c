using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators.General;

namespace Pointwise.Inference;

/// <summary>Writes the constants of a graph where a <see cref="MemoryPlan"/> lets them stay, once for all runs.</summary>
internal static class ConstantValues
{
    /// <param name="graph">The network.</param>
    /// <param name="rows">The result of each node; none of what nobody reads.</param>
    public static void Write(Graph graph, ReadOnlySpan<Rows> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (graph.Nodes[i].Operator is Constant constant && !rows[i].IsNone) LiteralMemory.Write(constant.Value, View.Of(rows[i], constant.Value.Shape, constant.Value.Kind));
        }
    }
}
