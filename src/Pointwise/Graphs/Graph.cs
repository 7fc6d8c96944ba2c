using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>One step of a graph: an operator on the results of earlier nodes.</summary>
/// <param name="Name">Unique in the graph; prefix of its parameters' names.</param>
/// <param name="Operator">What it does.</param>
/// <param name="Inputs">Indices of the nodes whose results it reads, in order.</param>
/// <param name="Info">What is known of its result.</param>
public sealed record Node(string Name, Operator Operator, ImmutableArray<int> Inputs, ValueInfo Info)
{
    /// <summary>The shape of its result.</summary>
    public Shape Shape => Info.Shape;
}

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

    /// <summary>What is known of what a node reads.</summary>
    /// <param name="node">One of <see cref="Nodes"/>.</param>
    public ValueInfo[] InputInfos(Node node)
    {
        var infos = new ValueInfo[node.Inputs.Length];
        for (int i = 0; i < infos.Length; i++) infos[i] = Nodes[node.Inputs[i]].Info;
        return infos;
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

    /// <summary>Whether a head gives scores for every pixel of the picture: a map of its height and width.</summary>
    /// <param name="head">One of <see cref="Heads"/>.</param>
    public bool IsPerPixel(Head head)
    {
        ArgumentNullException.ThrowIfNull(head);
        (Shape picture, Shape scores) = (Input.Shape, Nodes[head.Node].Shape);
        return picture.IsImage && scores.IsImage && (scores.H, scores.W) == (picture.H, picture.W) && (long)scores.H * scores.W > 1;
    }

    /// <summary>
    /// The same network for another input: every shape inferred anew, and with the shapes all values that follow from them. Other inputs of floats
    /// whose batch is the picture's take its new batch.
    /// </summary>
    /// <param name="input">The new shape of <see cref="Input"/>.</param>
    /// <exception cref="PointwiseException">A node does not fit the new shapes; it is named.</exception>
    public Graph ForInput(Shape input)
    {
        Node picture = Input;
        if (picture.Shape == input) return this;
        return With(other =>
            other.Name == picture.Name ? input : other.Info.Kind == ElementKind.Float32 && other.Shape.Rank > 0 && other.Shape.N == picture.Shape.N ? other.Shape.WithBatch(input.N) : other.Shape);
    }

    /// <summary>The same network for other inputs: every shape inferred anew, and with the shapes all values that follow from them.</summary>
    /// <param name="inputs">New shapes by the names of inputs; those left out stay.</param>
    /// <exception cref="PointwiseException">There is no such input, or a node does not fit the new shapes; it is named.</exception>
    public Graph ForInputs(IReadOnlyDictionary<string, Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        string[] names = [.. InputIndices.Select(i => Nodes[i].Name)];
        foreach (string name in inputs.Keys)
        {
            if (!names.Contains(name))
                throw new PointwiseException(Name, "no such input", string.Join(", ", names), name, NearestName.Suggestion(name, names) + "name one of the inputs");
        }

        return With(node => inputs.GetValueOrDefault(node.Name, node.Shape));
    }

    private Graph With(Func<Node, Shape> shapeOf)
    {
        var nodes = ImmutableArray.CreateBuilder<Node>(Nodes.Length);
        var inferring = new Inferring(Name);
        foreach (Node node in Nodes)
        {
            Operator op = node.Operator is Input given ? given with { Shape = shapeOf(node) } : node.Operator;
            var infos = new ValueInfo[node.Inputs.Length];
            for (int k = 0; k < infos.Length; k++) infos[k] = nodes[node.Inputs[k]].Info;
            nodes.Add(node with { Operator = op, Info = inferring.Infer(node.Name, op, infos) });
        }

        return this with { Nodes = nodes.MoveToImmutable() };
    }

    /// <summary>What an operator tells of its result, its errors told with network and node.</summary>
    internal static ValueInfo Infer(string network, string node, Operator op, ReadOnlySpan<ValueInfo> inputs) => new Inferring(network).Infer(node, op, inputs);

    /// <inheritdoc/>
    public bool Equals(Graph? other) =>
        other is not null && Name == other.Name && Heads.SequenceEqual(other.Heads) && Nodes.Length == other.Nodes.Length
        && Nodes.Zip(other.Nodes).All(pair => SameNode(pair.First, pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Nodes.Length, Heads.Length);

    private static bool SameNode(Node a, Node b) =>
        a.Name == b.Name && a.Operator == b.Operator && a.Info == b.Info && a.Inputs.SequenceEqual(b.Inputs);
}
