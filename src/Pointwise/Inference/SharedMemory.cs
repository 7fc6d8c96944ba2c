using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators.General;

namespace Pointwise.Inference;

/// <summary>Lets a value that is another one under a new shape lie where that one lies, where the order of the elements stays: nothing is then copied.</summary>
internal static class SharedMemory
{
    /// <param name="graph">The network.</param>
    /// <param name="slices">One slice a node, changed here.</param>
    public static void Join(Graph graph, Slice[] slices)
    {
        for (int i = 0; i < slices.Length; i++)
        {
            Node node = graph.Nodes[i];
            if (node.Operator is not Reshaping || slices[i] != new Slice(i, 0)) continue;
            int input = node.Inputs[0];
            bool dense = slices[input].IsWhole || slices[input] == new Slice(input, 0);
            if (!dense || graph.Nodes[input].Operator is Weight || graph.Nodes[slices[input].Root].Operator is Weight) continue;
            if (RowMajor.LieAlike(graph.Nodes[input].Shape, node.Shape)) slices[i] = new Slice(slices[input].Root, 0, IsWhole: true);
        }
    }
}
