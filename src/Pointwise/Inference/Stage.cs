using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>A node and the memory that it works on.</summary>
internal sealed class Stage
{
    private readonly Rows output;
    private readonly Rows[] inputs;
    private readonly Rows[] parameters;
    private readonly Operators.ValueInfo[] infos;

    public Stage(Graph graph, Node node, Rows[] inputs, Rows output, Rows[] parameters, Rows prepared, Rows saved)
    {
        (Node, this.output, Prepared, Saved) = (node, output, prepared, saved);
        (this.inputs, this.parameters, infos) = (inputs, parameters, graph.InputInfos(node));
    }

    public Node Node { get; }

    public ReadOnlySpan<Rows> Inputs => inputs;

    public ReadOnlySpan<Operators.ValueInfo> InputInfos => infos;

    /// <summary>The result; the first of its parts where these do not lie together.</summary>
    public Rows Output => Parts.Length > 0 ? Parts[0] : output;

    /// <summary>Where ranges of the result's channels go, where they do not lie together; else none.</summary>
    public Rows[] Parts { get; init; } = [];

    /// <summary>Whether the result is there already: the node before has written it, or it is a constant.</summary>
    public bool IsWrittenBefore { get; init; }

    /// <summary>Whether one thread computes it sooner than several.</summary>
    public bool IsSmall { get; init; }

    public ReadOnlySpan<Rows> Parameters => parameters;

    public Rows Prepared { get; private set; }

    public Rows Saved { get; }

    /// <summary>Puts the parameters in the order that forward reads them.</summary>
    public void Prepare(Workers workers, bool training) => Node.Operator.Prepare(Pass(workers, training, default, parameters, Prepared));

    /// <summary>Puts other parameters than its own in the order that forward reads them in inference, elsewhere than its own.</summary>
    public void Prepare(Workers workers, Rows[] values, Rows prepared) => Node.Operator.Prepare(Pass(workers, training: false, default, values, prepared));

    /// <summary>Reads parameters from there from now on, put in order already.</summary>
    public void Take(Rows prepared) => Prepared = prepared;

    /// <summary>Computes the node's result.</summary>
    /// <exception cref="PointwiseException">What was fed in leads the operator out of its bounds: an index beyond the end. The node is named.</exception>
    public void Forward(Workers workers, bool training, RandomStream random)
    {
        if (IsWrittenBefore) return;
        try
        {
            Node.Operator.Forward(Pass(workers, training, random, parameters, Prepared));
        }
        catch (PointwiseException e)
        {
            throw e.In($"node {Node.Name}");
        }
    }

    /// <summary>The way that the node's result is computed, in words.</summary>
    public string Algorithm(Workers workers) => IsWrittenBefore ? Operators.Operator.InPlace : Node.Operator.Algorithm(Pass(workers, training: false, default, parameters, Prepared));

    /// <summary>The ways that it could be computed, with what the cost model says of each.</summary>
    public IReadOnlyList<AlgorithmCandidate> Candidates(Workers workers) => Node.Operator.Candidates(Pass(workers, training: false, default, parameters, Prepared));

    /// <summary>A node's parameters as kernels see them, in the operator's order.</summary>
    public static Rows[] ParametersOf(Graph graph, Node node, Parameters parameters) =>
        [.. graph.ParametersOf(node).Select(spec => Rows.Of(parameters[spec.Name]))];

    private Operators.ForwardPass Pass(Workers workers, bool training, RandomStream random, Rows[] parameters, Rows prepared) => new()
    {
        Inputs = inputs,
        Output = Output,
        Parts = Parts,
        Parameters = parameters,
        Prepared = prepared,
        Saved = Saved,
        Workers = workers,
        Training = training,
        Random = random,
        InputInfos = infos,
        OutputInfo = Node.Info,
    };
}
