using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>The graph that a file becomes, while it becomes it: what every name stands for, the nodes so far, and the parameters they keep.</summary>
internal sealed class ImportedGraph(string network, string path, Limits limits, IReadOnlySet<string> read)
{
    /// <summary>Floats of the largest constant that stands in the graph itself; larger ones stand among the parameters.</summary>
    private const int MostFloatsInGraph = 256;

    private readonly Dictionary<string, Operand> operands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxConstant> parameters = new(StringComparer.Ordinal);

    public GraphBuilder Builder { get; } = new(network);

    public NodeNames Names { get; } = new(path, limits);

    /// <summary>What a name of the file stands for.</summary>
    /// <exception cref="PointwiseException">Nothing yet.</exception>
    public Operand this[string name]
    {
        get => operands.TryGetValue(name, out Operand? operand) ? operand
            : throw new PointwiseException(JsonCursor.Shorten(name), "was not computed", "a value", "an output that is not supported here", "export the network without it");
        set => operands[name] = value;
    }

    /// <summary>Whether a node or the graph's outputs read a name.</summary>
    public bool IsRead(string name) => read.Contains(name);

    /// <summary>An operand as a node's result; a constant that has no node gets one.</summary>
    public Value ValueOf(Operand operand, string name) => operand.Materialized(o => ConstantNode(o.Constant!, o.Name.Length > 0 ? o.Name : name));

    /// <summary>Notes a parameter of the network; its values are read at the end.</summary>
    public void Keep(string name, OnnxConstant values) => parameters[name] = values;

    /// <summary>The tensors of a graph's parameters.</summary>
    public Parameters ReadParameters(Graph graph)
    {
        var tensors = new Parameters();
        try
        {
            foreach (ParameterSpec spec in graph.Parameters) tensors.Add(spec.Name, parameters[spec.Name].ToTensor(spec.Shape));
            return tensors;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    private Value ConstantNode(OnnxConstant constant, string name)
    {
        // a weight of an exported network, whose parameter says so
        string full = Names.Take(name.EndsWith($".{Weight.Value}", StringComparison.Ordinal) ? name[..^(Weight.Value.Length + 1)] : name);
        if (constant.Kind != ElementKind.Float32 || constant.Shape.Elements <= MostFloatsInGraph) return Builder.Add(full, new Constant(constant.ToLiteral()));
        Keep($"{full}.{Weight.Value}", constant);
        return Builder.Add(full, new Weight(constant.Shape));
    }
}
