using System.Collections.Immutable;
using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training.Attributions;

/// <summary>A module that joins branches along the channels of pictures.</summary>
/// <param name="Name">The scope that its nodes' names share.</param>
/// <param name="Join">The node that joins them.</param>
/// <param name="Branches">Name, steps and channels of each, in the order they are joined.</param>
internal sealed record JoinedModule(string Name, int Join, ImmutableArray<(string Name, string Steps, int Channels)> Branches)
{
    /// <summary>The modules that a score depends on, whether or not a gradient comes back to them.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="reach">What the score depends on.</param>
    public static ImmutableArray<JoinedModule> Of(Graph graph, GradientReach reach) => [.. Module.Of(graph).Where(m => m.Join >= 0 && reach.Reaches(m.Join)).Select(m => Of(graph, m)).Where(m => m.Branches.Length > 1)];

    /// <summary>What the branches did, by the joined value and its gradient.</summary>
    /// <param name="watched">Both, channels-last.</param>
    public ModuleContribution Contribution(WatchedValue watched)
    {
        ReadOnlySpan<float> values = watched.Value.Values, gradients = watched.Gradient.Values;
        int channels = watched.Value.Shape.C, first = 0;
        var sums = new double[Branches.Length];
        for (int b = 0; b < sums.Length; b++)
        {
            for (int row = 0; row < values.Length; row += channels)
                for (int c = first; c < first + Branches[b].Channels; c++) sums[b] += (double)values[row + c] * gradients[row + c];
            first += Branches[b].Channels;
        }

        double magnitude = sums.Sum(Math.Abs);
        return new ModuleContribution(Name, [.. Branches.Select((b, i) => new BranchContribution(b.Name, b.Steps, b.Channels, sums[i], magnitude > 0 ? sums[i] / magnitude : 0))]);
    }

    private static JoinedModule Of(Graph graph, Module module)
    {
        Node join = graph.Nodes[module.Join];
        if (join.Operator is not Concat concat || !join.Shape.IsImage || !concat.JoinsRows(join.Info)) return new JoinedModule(module.Name, module.Join, []);
        return new JoinedModule(module.Name, module.Join, [.. join.Inputs.Select(input => Branch(graph, module, input))]);
    }

    /// <summary>What comes from before the module, or is part of several branches, passes.</summary>
    private static (string Name, string Steps, int Channels) Branch(Graph graph, Module module, int input)
    {
        ImmutableArray<int> nodes = module.Branches.FirstOrDefault(b => b.Contains(input), []);
        Operator[] operators = [.. nodes.Select(i => graph.Nodes[i].Operator)];
        return (Description.Branch(operators), Description.Steps(operators), graph.Nodes[input].Shape.C);
    }
}
