using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>One step of a graph: an operator on the results of earlier nodes.</summary>
/// <param name="Name">Unique in the graph; prefix of its parameters' names.</param>
/// <param name="Operator">What it does.</param>
/// <param name="Inputs">Indices of the nodes whose results it reads, in order.</param>
/// <param name="Shape">The shape of its result.</param>
public sealed record Node(string Name, Operator Operator, ImmutableArray<int> Inputs, Shape Shape);

/// <summary>A named result of a graph.</summary>
/// <param name="Name">main, aux1, aux2, …</param>
/// <param name="Node">Index of the node whose result it is.</param>
/// <param name="LossWeight">The weight of its loss in training; 0.3 for GoogLeNet's auxiliary classifiers.</param>
public sealed record Head(string Name, int Node, float LossWeight = 1);

/// <summary>
/// A network for one input shape: nodes in execution order with one result each. Inputs are nodes without inputs of their own.
/// Every job of the product - cost, training, inference, export - reads this one form.
/// </summary>
/// <param name="Name">The network's name, for people and errors.</param>
/// <param name="Nodes">In execution order: a node reads earlier nodes only.</param>
/// <param name="Heads">The results, the main one first.</param>
public sealed record Graph(string Name, ImmutableArray<Node> Nodes, ImmutableArray<Head> Heads)
{
    /// <summary>The shapes a node reads.</summary>
    /// <param name="node">One of <see cref="Nodes"/>.</param>
    public Shape[] InputShapes(Node node)
    {
        var shapes = new Shape[node.Inputs.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = Nodes[node.Inputs[i]].Shape;
        return shapes;
    }

    /// <summary>The first input: the picture.</summary>
    public Node Input => Nodes[InputIndices.First()];

    /// <summary>Indices of the nodes that stand for what is fed in.</summary>
    public IEnumerable<int> InputIndices => Enumerable.Range(0, Nodes.Length).Where(i => Nodes[i].Operator is Input);

    /// <summary>The parameters of all nodes in order, each under its full name: node name, a dot, the operator's name for it.</summary>
    public IEnumerable<ParameterSpec> Parameters => Nodes.SelectMany(ParametersOf);

    /// <summary>The parameters of one node in the operator's order, each under its full name.</summary>
    /// <param name="node">One of <see cref="Nodes"/>.</param>
    public IEnumerable<ParameterSpec> ParametersOf(Node node) =>
        node.Operator.Parameters(InputShapes(node)).Select(p => p with { Name = $"{node.Name}.{p.Name}" });

    /// <summary>The head of a name.</summary>
    /// <param name="name">main, aux1, …</param>
    /// <exception cref="PointwiseException">There is no such head.</exception>
    public Head Head(string name) => Heads.FirstOrDefault(h => h.Name == name)
        ?? throw new PointwiseException(Name, "no such head", string.Join(", ", Heads.Select(h => h.Name)), name, "name one of the heads");

    /// <summary>
    /// The same network for another input: every shape inferred anew.
    /// </summary>
    /// <param name="input">The new shape of <see cref="Input"/>.</param>
    /// <exception cref="PointwiseException">A node does not fit the new shapes; it is named.</exception>
    public Graph ForInput(Shape input)
    {
        if (Input.Shape == input) return this;
        var nodes = ImmutableArray.CreateBuilder<Node>(Nodes.Length);
        int picture = InputIndices.First();
        for (int i = 0; i < Nodes.Length; i++)
        {
            Node node = Nodes[i];
            Operator op = node.Operator is Input given ? new Input(i == picture ? input : given.Shape.WithBatch(input.N)) : node.Operator;
            var shapes = new Shape[node.Inputs.Length];
            for (int k = 0; k < shapes.Length; k++) shapes[k] = nodes[node.Inputs[k]].Shape;
            nodes.Add(node with { Operator = op, Shape = Infer(Name, node.Name, op, shapes) });
        }

        return this with { Nodes = nodes.MoveToImmutable() };
    }

    /// <summary>An operator's shape rule, its errors told with network and node.</summary>
    internal static Shape Infer(string network, string node, Operator op, ReadOnlySpan<Shape> inputs)
    {
        try
        {
            return op.OutputShape(inputs);
        }
        catch (PointwiseException e)
        {
            throw e.In($"{network}: node {node}");
        }
    }

    /// <inheritdoc/>
    public bool Equals(Graph? other) =>
        other is not null && Name == other.Name && Heads.SequenceEqual(other.Heads) && Nodes.Length == other.Nodes.Length
        && Nodes.Zip(other.Nodes).All(pair => SameNode(pair.First, pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Nodes.Length, Heads.Length);

    private static bool SameNode(Node a, Node b) =>
        a.Name == b.Name && a.Operator == b.Operator && a.Shape == b.Shape && a.Inputs.SequenceEqual(b.Inputs);
}
