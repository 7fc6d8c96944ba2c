using Pointwise.Formats.Protobuf;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>The nodes and tensors of the file that is written, and the names that its values have.</summary>
internal sealed class ExportedGraph
{
    private readonly Model model;
    private readonly Graph graph;
    private readonly bool half;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly string[] values;

    /// <param name="model">The model.</param>
    /// <param name="graph">Its graph with the heads that are written.</param>
    /// <param name="half">Whether weights are stored as float16.</param>
    public ExportedGraph(Model model, Graph graph, bool half)
    {
        (this.model, this.graph, this.half) = (model, graph, half);
        // outputs keep their names, then parameters, then the rest
        foreach (Head head in graph.Heads) taken.Add(head.Name);
        foreach (ParameterSpec spec in graph.Parameters) taken.Add(spec.Name);
        values = [.. graph.Nodes.Select((node, i) => OwnHead(i)?.Name ?? Take(node.Name))];
    }

    public List<NodeMessage> Nodes { get; } = [];

    public List<StoredTensor> Tensors { get; } = [];

    /// <summary>The name of a node's result.</summary>
    public string ValueOf(int node) => values[node];

    /// <summary>A name that nothing has yet.</summary>
    public string Take(string wanted)
    {
        string name = wanted;
        for (int number = 2; !taken.Add(name); number++) name = FormattableString.Invariant($"{wanted}_{number}");
        return name;
    }

    /// <summary>Adds a node that gives values of these names.</summary>
    public NodeMessage Add(string op, string name, IEnumerable<string> inputs, params IEnumerable<string> outputs)
    {
        var message = new NodeMessage(op, name, inputs, outputs);
        Nodes.Add(message);
        return message;
    }

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string wanted, Literal literal)
    {
        string name = Take(wanted);
        Tensors.Add(StoredTensor.Of(name, literal));
        return name;
    }

    /// <summary>Adds a node's parameter, in a shape of as many elements.</summary>
    /// <returns>The name of its values as floats.</returns>
    public string Parameter(ParameterSpec spec, Shape? shape = null)
    {
        bool narrow = half && spec.Role == ParameterRole.Weight;
        Tensors.Add(StoredTensor.Of(spec.Name, model.Parameters[spec.Name], shape ?? spec.Shape, narrow));
        if (!narrow) return spec.Name;
        string widened = Take($"{spec.Name}.float");
        Add("Cast", widened, [spec.Name], widened).With("to", (long)OnnxType.Float);
        return widened;
    }

    /// <summary>Gives every head whose node's result has another name a value of its own.</summary>
    public void NameHeads()
    {
        foreach (Head head in graph.Heads)
            if (values[head.Node] != head.Name) Add("Identity", head.Name, [values[head.Node]], head.Name);
    }

    /// <summary>The head whose name a node's result takes: the first that stands on it; an input keeps its own.</summary>
    private Head? OwnHead(int node) => graph.Nodes[node].Operator is Input ? null : graph.Heads.FirstOrDefault(h => h.Node == node);
}
