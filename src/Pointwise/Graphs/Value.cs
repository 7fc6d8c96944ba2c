using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>The result of a node while a graph is being written: apply the next operator to it.</summary>
public readonly struct Value
{
    internal Value(GraphBuilder builder, int index) => (Builder, Index) = (builder, index);

    /// <summary>Its shape, inferred.</summary>
    public Shape Shape => Info.Shape;

    /// <summary>What is known of it.</summary>
    public ValueInfo Info => Builder.InfoOf(this);

    internal GraphBuilder Builder { get; }

    internal int Index { get; }

    /// <summary>Applies an operator to this value alone.</summary>
    /// <param name="name">The node's name within the builder's scope; null for one made from the operator's name.</param>
    /// <param name="op">What to do.</param>
    /// <exception cref="PointwiseException">The shapes do not fit; network and node are named.</exception>
    public Value Apply(string? name, Operator op) => Builder.Add(name, op, this);
}
