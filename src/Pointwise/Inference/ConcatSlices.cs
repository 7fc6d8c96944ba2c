using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Inference;

/// <summary>Where a value lies within a wider one.</summary>
/// <param name="Root">The node whose rows hold it: itself where it has rows of its own.</param>
/// <param name="Channel">Its first channel in those rows.</param>
/// <param name="IsWhole">Whether it is all of that memory under a shape of its own.</param>
internal readonly record struct Slice(int Root, int Channel, bool IsWhole = false);

/// <summary>
/// Lays the branches of a concatenation side by side in the rows of its result, so that joining them copies nothing;
/// a concatenation of concatenations likewise.
/// </summary>
internal static class ConcatSlices
{
    /// <summary>One slice a node.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="allowed">Whether this input (by position) of this concatenation may lie in its rows.</param>
    public static Slice[] Of(Graph graph, Func<int, int, bool> allowed)
    {
        var slices = new Slice[graph.Nodes.Length];
        for (int i = 0; i < slices.Length; i++) slices[i] = new Slice(i, 0);
        bool[] standsAlone = StandsAlone(graph);
        // the outer concatenation before the inner, whose place decides its branches'
        for (int i = slices.Length - 1; i >= 0; i--)
        {
            Node node = graph.Nodes[i];
            if (node.Operator is not Concat concat || !concat.JoinsRows(node.Info)) continue;
            int channel = slices[i].Channel;
            for (int k = 0; k < node.Inputs.Length; k++)
            {
                int input = node.Inputs[k];
                if (slices[input] == new Slice(input, 0) && !standsAlone[input] && allowed(i, k)) slices[input] = new Slice(slices[i].Root, channel);
                channel += graph.Nodes[input].Shape.C;
            }
        }

        return slices;
    }

    /// <summary>What kernels want without gaps: weights, which lie among the parameters, and values that stand for parameters; and constants, which stay from run to run.</summary>
    private static bool[] StandsAlone(Graph graph)
    {
        var alone = new bool[graph.Nodes.Length];
        for (int i = 0; i < alone.Length; i++)
        {
            Node node = graph.Nodes[i];
            alone[i] |= node.Operator is Weight or Constant;
            if (node.Operator is not FedParameters) continue;
            foreach (int parameter in node.Inputs.Skip(1)) alone[parameter] = true;
        }

        return alone;
    }
}
