using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>Every operator's form in ONNX. What an operator applies to its own result becomes a node behind it.</summary>
internal static class ExportTable
{
    /// <summary>Writes one node of a graph.</summary>
    /// <exception cref="PointwiseException">It has no form in opset 17; the node is named.</exception>
    public static void Write(Graph graph, int index, ExportedGraph to)
    {
        Node node = graph.Nodes[index];
        if (node.Operator is Input) return;
        var place = new ExportedNode(graph, index, to);
        try
        {
            Operator op = node.Operator is FedParameters fed ? fed.Inner : node.Operator;
            if (!LayerExport.TryWrite(op, place) && !GeneralExport.TryWrite(op, place) && !FunctionExport.TryWrite(op, place))
                throw ExportedNode.Unsupported(op.Name, "an operator that opset 17 has", op.Name);
        }
        catch (PointwiseException e)
        {
            throw e.In($"{graph.Name}: node {node.Name}");
        }
    }
}
