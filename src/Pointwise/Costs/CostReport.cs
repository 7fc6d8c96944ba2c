using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Costs;

/// <summary>
/// What a network costs, by node, by row of the paper's table, and in all. Needs no weights.
/// Memory is counted as the engine can use it: a result that maps its only reader's input value by value or row by row (ReLU, norms, dropout, flatten)
/// is written over it, and a concatenation's inputs are written into its rows at once, so neither counts twice.
/// </summary>
/// <param name="Network">The network's name.</param>
/// <param name="Input">The shape of the picture; costs are for the whole batch.</param>
/// <param name="Nodes">Every node, in execution order.</param>
/// <param name="Modules">Every row, in order.</param>
/// <param name="Total">The sum.</param>
/// <param name="Peak">The memory of one forward pass.</param>
public sealed record CostReport(
    string Network, Shape Input, ImmutableArray<NodeCost> Nodes, ImmutableArray<ModuleCost> Modules, Cost Total, PeakMemory Peak)
{
    /// <summary>Measures a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="auxiliaryHeads">Whether heads beside the main one count.</param>
    public static CostReport Of(Graph graph, bool auxiliaryHeads = false)
    {
        Graph measured = auxiliaryHeads ? graph : Rewrite.KeepHeads(graph, head => head == graph.Heads[0]);
        NodeCost[] nodes = NodeCost.Of(measured);
        ImmutableArray<ModuleCost> modules = [.. Module.Of(measured).Select(module => ModuleCost.Of(nodes, module))];
        return new CostReport(graph.Name, measured.Input.Shape, [.. nodes], modules, Cost.Sum(nodes.Select(n => n.Cost)), PeakMemory.Of(measured));
    }
}
