using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>A node and the memory that it works on.</summary>
internal sealed class Stage
{
    private readonly Rows[] inputs;
    private readonly Rows[] parameters;

    public Stage(Node node, Rows[] inputs, Rows output, Rows[] parameters, Rows prepared, Rows saved)
    {
        (Node, Output, Prepared, Saved) = (node, output, prepared, saved);
        (this.inputs, this.parameters) = (inputs, parameters);
    }

    public Node Node { get; }

    public ReadOnlySpan<Rows> Inputs => inputs;

    public Rows Output { get; }

    public ReadOnlySpan<Rows> Parameters => parameters;

    public Rows Prepared { get; }

    public Rows Saved { get; }

    /// <summary>Puts the parameters in the order that forward reads them.</summary>
    public void Prepare(Workers workers, bool training) => Node.Operator.Prepare(Pass(workers, training, default));

    /// <summary>Computes the node's result.</summary>
    public void Forward(Workers workers, bool training, RandomStream random) => Node.Operator.Forward(Pass(workers, training, random));

    /// <summary>A node's parameters as kernels see them, in the operator's order.</summary>
    public static Rows[] ParametersOf(Graph graph, Node node, Parameters parameters) =>
        [.. graph.ParametersOf(node).Select(spec => Rows.Of(parameters[spec.Name]))];

    private Operators.ForwardPass Pass(Workers workers, bool training, RandomStream random) => new()
    {
        Inputs = inputs,
        Output = Output,
        Parameters = parameters,
        Prepared = Prepared,
        Saved = Saved,
        Workers = workers,
        Training = training,
        Random = random,
    };
}
