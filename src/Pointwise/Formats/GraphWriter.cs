using System.Collections.Immutable;
using System.Text.Json;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>A graph as JSON: name, nodes in execution order with operator, attributes, inputs by name, shape and, where not of floats, kind; and heads.</summary>
internal static class GraphWriter
{
    public static void Write(Utf8JsonWriter json, Graph graph)
    {
        json.WriteStartObject();
        json.WriteString("name", WholeText.Require("network name", graph.Name));
        json.WriteStartArray("nodes");
        foreach (Node node in graph.Nodes) WriteNode(json, graph, node);
        json.WriteEndArray();
        json.WriteStartArray("heads");
        foreach (Head head in graph.Heads)
        {
            json.WriteStartObject();
            json.WriteString("name", WholeText.Require("head name", head.Name));
            json.WriteString("node", graph.Nodes[head.Node].Name);
            json.WriteNumber("loss_weight", head.LossWeight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, Graph graph, Node node)
    {
        json.WriteStartObject();
        json.WriteString("name", WholeText.Require("node name", node.Name));
        json.WriteString("operator", node.Operator.Name);
        json.WriteStartObject("attributes");
        Attributes attributes = node.Operator.Attributes;
        foreach (string name in attributes.Names)
        {
            json.WritePropertyName(name);
            WriteAttribute(json, $"{graph.Name}: node {node.Name}: {name}", attributes[name]);
        }

        json.WriteEndObject();
        json.WriteTexts("inputs", node.Inputs.Select(input => graph.Nodes[input].Name));
        json.WriteShape(node.Shape);
        if (node.Info.Kind != ElementKind.Float32) json.WriteString("kind", node.Info.Kind.ToString());
        json.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter json, string where, object value)
    {
        switch (value)
        {
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(Finite(where, number)); break;
            case ImmutableArray<long> list:
                json.WriteStartArray();
                foreach (long item in list) json.WriteNumberValue(item);
                json.WriteEndArray();
                break;
            case ImmutableArray<double> list:
                json.WriteStartArray();
                foreach (double item in list) json.WriteNumberValue(Finite(where, item));
                json.WriteEndArray();
                break;
            default: json.WriteStringValue((string)value); break;
        }
    }

    private static double Finite(string where, double value) => double.IsFinite(value) ? value
        : throw new PointwiseException(where, "not a number that can be stored", "a finite number", FormattableString.Invariant($"{value}"), "correct the attribute");
}
