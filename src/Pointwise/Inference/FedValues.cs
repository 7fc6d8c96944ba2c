using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>Where one of the inputs of a session lies.</summary>
/// <param name="Where">Network and input, for errors.</param>
/// <param name="Name">The input's name.</param>
/// <param name="Info">Its shape and kind.</param>
/// <param name="Rows">Its memory.</param>
internal sealed record FedValue(string Where, string Name, ValueInfo Info, Rows Rows)
{
    public Span<float> Floats => Info.Kind == ElementKind.Float32 ? Rows.Span : throw OtherKind(Where, "floats", Info.Kind, nameof(Session.IntegersOf));

    public Span<long> Integers =>
        Info.Kind != ElementKind.Float32 ? Rows.Integers : throw OtherKind(Where, "whole numbers or truth values", Info.Kind, nameof(Session.InputOf));

    public static PointwiseException OtherKind(string where, string asked, ElementKind kind, string instead) =>
        new(where, "values of another kind", asked, $"{kind}", $"use {instead}");
}

/// <summary>What is fed into a session, by name.</summary>
internal sealed class FedValues
{
    private readonly string network;
    private readonly FedValue[] values;

    /// <param name="graph">The graph as it is run.</param>
    /// <param name="rows">The memory of every node's value.</param>
    public FedValues(Graph graph, Rows[] rows)
    {
        network = graph.Name;
        values = [.. graph.InputIndices.Select(i => new FedValue($"{graph.Name}: input {graph.Nodes[i].Name}", graph.Nodes[i].Name, graph.Nodes[i].Info, rows[i]))];
    }

    /// <summary>Names in the graph's order.</summary>
    public IEnumerable<string> Names => values.Select(v => v.Name);

    public FedValue First => values[0];

    public FedValue this[string name]
    {
        get
        {
            foreach (FedValue value in values)
                if (value.Name == name) return value;
            throw new PointwiseException(network, "no such input", string.Join(", ", Names), name, NearestName.Suggestion(name, Names) + "name one of the inputs");
        }
    }
}
