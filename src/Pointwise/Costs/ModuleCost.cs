using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Costs;

/// <summary>What one branch of a module costs.</summary>
/// <param name="Name">1x1, 3x3, 5x5 or pool, after its largest window.</param>
/// <param name="Steps">What it does, in order: "1x1 96, 3x3 128".</param>
/// <param name="Output">The size of its result.</param>
/// <param name="Cost">The cost.</param>
/// <param name="Field">The part of the picture that one value of its result depends on.</param>
public sealed record BranchCost(string Name, string Steps, Shape Output, Cost Cost, ReceptiveField Field);

/// <summary>What one row of the table costs: an Inception module, or a layer that stands alone.</summary>
/// <param name="Name">The scope that its nodes' names share.</param>
/// <param name="Kind">convolution, inception, max pool, …</param>
/// <param name="Window">Its window and stride as papers write them: 7x7/2. Empty where it has none.</param>
/// <param name="Output">The size of its result.</param>
/// <param name="Cost">The cost.</param>
/// <param name="Field">The part of the picture that one value of its result depends on.</param>
/// <param name="Widths">The columns of the paper's table 1; null where the row does not fit them.</param>
/// <param name="Branches">Its branches in the order they are joined; empty where it has none.</param>
public sealed record ModuleCost(
    string Name, string Kind, string Window, Shape Output, Cost Cost, ReceptiveField Field, ModuleWidths? Widths, ImmutableArray<BranchCost> Branches)
{
    internal static ModuleCost Of(NodeCost[] costs, Module module)
    {
        NodeCost last = costs[module.Last];
        Operator[] operators = [.. module.Nodes.Select(i => costs[i].Node.Operator)];
        ImmutableArray<ImmutableArray<int>> branches = module.Branches;
        bool joins = branches.Length > 1;
        ModuleWidths? widths = joins ? ModuleWidths.Read(branches.Select(b => Operators(costs, b)))
            : operators.Count(op => op is Conv2D) == 2 ? ModuleWidths.Read([[.. operators.Where(op => op is Conv2D)]]) : null;
        return new ModuleCost(module.Name, Description.Kind(operators, joins, module.EndsElsewhere), Description.Window(operators, joins), last.Node.Shape,
            Cost.Sum(module.Nodes.Select(i => costs[i].Cost)), last.Field, widths, joins ? [.. branches.Select(b => Branch(costs, b))] : []);
    }

    private static BranchCost Branch(NodeCost[] costs, ImmutableArray<int> nodes)
    {
        ImmutableArray<Operator> operators = Operators(costs, nodes);
        NodeCost last = costs[nodes[^1]];
        return new BranchCost(Description.Branch(operators), Description.Steps(operators), last.Node.Shape, Cost.Sum(nodes.Select(i => costs[i].Cost)), last.Field);
    }

    private static ImmutableArray<Operator> Operators(NodeCost[] costs, ImmutableArray<int> nodes) => [.. nodes.Select(i => costs[i].Node.Operator)];
}
