using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>One node of a graph while it is written: what it reads, its parameters, and the name that its result has.</summary>
internal sealed class ExportedNode(Graph graph, int index, ExportedGraph to)
{
    public Node Node => graph.Nodes[index];

    /// <summary>The shapes it reads.</summary>
    public Shape[] InputShapes => graph.InputShapes(Node);

    /// <summary>What is known of an input.</summary>
    public ValueInfo Info(int input) => graph.Nodes[Node.Inputs[input]].Info;

    /// <summary>The names of what it reads, without parameters that the graph computes.</summary>
    public string[] Inputs => [.. (IsFed ? Node.Inputs[..1] : Node.Inputs).Select(to.ValueOf)];

    private bool IsFed => Node.Operator is FedParameters;

    /// <summary>The names of its parameters' values, in the operator's order; written now where the graph does not compute them.</summary>
    public string[] Parameters() => IsFed ? [.. Node.Inputs[1..].Select(to.ValueOf)] : [.. graph.ParametersOf(Node).Select(spec => to.Parameter(spec))];

    /// <summary>A parameter's values in another shape of as many elements.</summary>
    public string Parameter(int parameter, Shape shape) => IsFed
        ? Before("reshaped", "Reshape", to.ValueOf(Node.Inputs[1 + parameter]), List("shape", [.. shape.ToArray().Select(e => (long)e)])).Value
        : to.Parameter(graph.ParametersOf(Node).ElementAt(parameter), shape);

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string part, Literal literal) => to.Constant($"{Node.Name}.{part}", literal);

    /// <summary>A list of whole numbers as a constant.</summary>
    public string List(string part, params ReadOnlySpan<long> numbers) => Constant(part, Literal.Of(new Shape(numbers.Length), numbers));

    /// <summary>Makes the result a constant of the file; an output is a copy of one.</summary>
    public void Give(Literal literal)
    {
        if (graph.Heads.Any(h => h.Node == index)) Last("Identity", Constant("value", literal));
        else to.Tensors.Add(StoredTensor.Of(to.ValueOf(index), literal));
    }

    /// <summary>The node itself: it gives the result.</summary>
    public NodeMessage Last(string op, params IEnumerable<string> inputs) => to.Add(op, Node.Name, inputs, to.ValueOf(index));

    /// <summary>A node before it.</summary>
    /// <returns>The message and the name of what it gives.</returns>
    public (NodeMessage Message, string Value) Before(string part, string op, params IEnumerable<string> inputs)
    {
        string value = to.Take($"{Node.Name}.{part}");
        return (to.Add(op, value, inputs, value), value);
    }

    /// <summary>The node itself, where its result is the second that the operator gives.</summary>
    public NodeMessage Second(string op, params IEnumerable<string> inputs) => to.Add(op, Node.Name, inputs, to.Take($"{Node.Name}.first"), to.ValueOf(index));

    /// <summary>The node itself, where its result is the first of two that the operator gives.</summary>
    public NodeMessage First(string op, params IEnumerable<string> inputs) => to.Add(op, Node.Name, inputs, to.ValueOf(index), to.Take($"{Node.Name}.second"));

    /// <summary>The node itself, and a rectification behind it where the operator has one.</summary>
    public NodeMessage Activated(Activation activation, string op, params IEnumerable<string> inputs)
    {
        if (activation == Activation.None) return Last(op, inputs);
        (NodeMessage message, string value) = Before("sum", op, inputs);
        Last("Relu", value);
        return message;
    }

    public static PointwiseException Unsupported(string what, string expected, string found) =>
        new("ONNX", $"{what} has no form in opset 17", expected, found, "save it as a model file, or leave the node out");
}
