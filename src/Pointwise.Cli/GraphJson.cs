using System.Collections.Immutable;
using System.Text.Json;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;

namespace Pointwise.Cli;

/// <summary>A network node by node, as JSON.</summary>
internal static class GraphJson
{
    /// <param name="json">The writer, inside an object.</param>
    /// <param name="graph">The network.</param>
    /// <param name="steps">The rewrites that made it; null where they were not asked for.</param>
    public static void Write(Utf8JsonWriter json, Graph graph, ImmutableArray<PassStep>? steps)
    {
        json.WriteString("network", graph.Name);
        if (steps is { } made)
        {
            json.WriteList("passes", made, step =>
            {
                json.WriteString("name", step.Pass.Name);
                json.WriteString("purpose", step.Pass.Purpose);
                json.WriteNumber("nodes_before", step.Before.Nodes.Length);
                json.WriteNumber("nodes_after", step.After.Graph.Nodes.Length);
                json.WriteBoolean("changed", step.Changed);
            });
        }

        json.WriteList("nodes", graph.Nodes, node =>
        {
            json.WriteString("name", node.Name);
            json.WriteString("operator", node.Operator.Name);
            json.WriteString("text", OperatorText.Label(node.Operator));
            json.WriteBoolean("rectified", OperatorText.IsRectified(node.Operator));
            json.WriteTexts("inputs", node.Inputs.Select(i => graph.Nodes[i].Name));
            json.WriteShape(node.Shape);
            json.WriteNumber("parameters", GraphPrinter.ParametersOf(graph, node));
            json.WriteNumber("multiply_adds", GraphPrinter.MultiplyAddsOf(graph, node));
        });
        json.WriteList("heads", graph.Heads, head =>
        {
            json.WriteString("name", head.Name);
            json.WriteString("node", graph.Nodes[head.Node].Name);
        });
    }
}
