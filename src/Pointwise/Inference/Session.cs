using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// A model compiled for one input shape: rewritten, its memory laid out, its weights in the kernels' order. Running it allocates no managed
/// memory. One caller at a time. The model stays the caller's and must outlive the session.
/// </summary>
public sealed class Session : IDisposable
{
    private readonly Tensor[] tensors;
    private readonly Workers workers;
    private readonly Workers? ownWorkers;
    private readonly Arena values;
    private readonly Arena prepared;
    private readonly ImmutableArray<Stage> stages;
    private readonly Rows input;
    private readonly Rows[] results;

    /// <summary>Compiles a model for a batch of pictures of the size it was made for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">Pictures a run.</param>
    /// <param name="options">Threads, heads and rewrites.</param>
    /// <exception cref="PointwiseException">The batch is below 1, a head is unknown, or tensors are missing or do not fit the network.</exception>
    public Session(Model model, int batch = 1, SessionOptions? options = null)
        : this(model, InputFor(model, batch), options)
    {
    }

    /// <summary>Compiles a model for another input.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The pictures, [N,C,H,W].</param>
    /// <param name="options">Threads, heads and rewrites.</param>
    /// <exception cref="PointwiseException">A node does not fit the input, a head is unknown, or tensors are missing or do not fit the network.</exception>
    public Session(Model model, Shape input, SessionOptions? options = null)
        : this(model, input, options, workers: null)
    {
    }

    internal Session(Model model, Shape inputShape, SessionOptions? options, Workers? workers)
    {
        options ??= new SessionOptions();
        Graph = InferencePasses.Compile(model, inputShape, options);
        InputShape = Graph.Input.Shape;
        model.Parameters.CheckFit(Graph);
        tensors = [.. Graph.Parameters.Select(spec => model.Parameters[spec.Name])];
        ownWorkers = workers is null ? new Workers(options.Threads) : null;
        this.workers = workers ?? ownWorkers!;
        var plan = new MemoryPlan(Graph);
        var weights = new WeightPlan(Graph, this.workers.Width);
        (values, prepared) = (new Arena(plan.Floats), new Arena(weights.Floats));
        stages = [.. Enumerable.Range(0, Graph.Nodes.Length).Select(i => StageOf(i, model.Parameters, plan, weights))];
        input = plan.Rows(Graph.InputIndices.First(), values);
        results = [.. Graph.Heads.Select(h => plan.Rows(h.Node, values))];
        Refresh();
    }

    /// <summary>The graph as it is run.</summary>
    public Graph Graph { get; }

    /// <summary>The shape of what is fed in.</summary>
    public Shape InputShape { get; }

    /// <summary>The names of the heads that are computed; the first is the answer.</summary>
    public IEnumerable<string> Heads => Graph.Heads.Select(h => h.Name);

    /// <summary>Bytes of memory for values, reused as they die.</summary>
    public long ValueBytes => values.Floats * sizeof(float);

    /// <summary>Bytes of memory for weights in the kernels' order, beside the model's own.</summary>
    public long WeightBytes => prepared.Floats * sizeof(float);

    /// <summary>Where to write the pictures before <see cref="Run()"/>: channels-last, N,H,W,C. Running destroys what is in it.</summary>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    public Span<float> Input
    {
        get
        {
            CheckAlive();
            return input.Span;
        }
    }

    /// <summary>Takes over the parameters' present values, after training has moved them.</summary>
    public void Refresh()
    {
        CheckAlive();
        foreach (Stage stage in stages) stage.Prepare(workers, training: false);
        GC.KeepAlive(this);
    }

    /// <summary>Runs on what <see cref="Input"/> holds.</summary>
    /// <exception cref="ObjectDisposedException">The session or its model is disposed.</exception>
    public void Run()
    {
        CheckAlive();
        foreach (Stage stage in stages) stage.Forward(workers, training: false, default);
        GC.KeepAlive(this);
    }

    /// <summary>Runs on pictures.</summary>
    /// <param name="pictures">A tensor of <see cref="InputShape"/>.</param>
    /// <exception cref="PointwiseException">It has another shape.</exception>
    public void Run(Tensor pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Shape != InputShape)
            throw new PointwiseException($"{Graph.Name}: input", "pictures of another shape", $"{InputShape}", $"{pictures.Shape}", "resize them, or compile for their shape");
        Run(pictures.Values);
        GC.KeepAlive(pictures);
    }

    /// <summary>Runs on pictures in channels-last order.</summary>
    /// <param name="pictures">N,H,W,C values.</param>
    /// <exception cref="PointwiseException">Their number is not the input's.</exception>
    public void Run(ReadOnlySpan<float> pictures)
    {
        CheckInput(pictures.Length);
        pictures.CopyTo(Input);
        Run();
    }

    /// <summary>Runs on pictures in channels-last order and copies the answer out.</summary>
    /// <param name="pictures">N,H,W,C values.</param>
    /// <param name="answer">Room for the first head's result.</param>
    /// <exception cref="PointwiseException">The number of values is not the input's, or the room is not the answer's.</exception>
    public void Run(ReadOnlySpan<float> pictures, Span<float> answer)
    {
        if (answer.Length != results[0].Elements)
            throw new PointwiseException($"{Graph.Name}: answer", "room of another size", $"{results[0].Elements} values for {OutputShape()}", $"{answer.Length}", "give the answer as much room as its shape says");
        Run(pictures);
        Output().CopyTo(answer);
    }

    /// <summary>Runs on pictures in the order that other tools hold them.</summary>
    /// <param name="pictures">N,C,H,W values.</param>
    /// <exception cref="PointwiseException">Their number is not the input's.</exception>
    public void RunChannelsFirst(ReadOnlySpan<float> pictures)
    {
        CheckInput(pictures.Length);
        CheckAlive();
        ChannelsFirst.Read(workers, pictures, input);
        Run();
    }

    /// <summary>A head's result, until the next run: channels-last where it is pictures.</summary>
    /// <param name="head">Its name; null for the first.</param>
    /// <exception cref="PointwiseException">The session does not compute such a head.</exception>
    public ReadOnlySpan<float> Output(string? head = null)
    {
        CheckAlive();
        return results[IndexOf(head)].Span;
    }

    /// <summary>The shape of a head's result.</summary>
    /// <param name="head">Its name; null for the first.</param>
    /// <exception cref="PointwiseException">The session does not compute such a head.</exception>
    public Shape OutputShape(string? head = null) => Graph.Nodes[Graph.Heads[IndexOf(head)].Node].Shape;

    /// <summary>Gives its memory and threads back; the model stays.</summary>
    public void Dispose()
    {
        values.Dispose();
        prepared.Dispose();
        ownWorkers?.Dispose();
    }

    private int IndexOf(string? head) => head is null ? 0 : Graph.Heads.IndexOf(Graph.Head(head));

    private Stage StageOf(int index, Parameters parameters, MemoryPlan plan, WeightPlan weights)
    {
        Node node = Graph.Nodes[index];
        Rows[] inputs = [.. node.Inputs.Select(i => plan.Rows(i, values))];
        return new Stage(node, inputs, plan.Rows(index, values), Stage.ParametersOf(Graph, node, parameters), weights.Rows(index, prepared), default);
    }

    private void CheckAlive()
    {
        _ = values.Span(0, 0);
        foreach (Tensor tensor in tensors) _ = tensor.Values;
    }

    private void CheckInput(int count)
    {
        if (count != InputShape.Elements)
            throw new PointwiseException($"{Graph.Name}: input", "values do not fill the input", $"{InputShape.Elements} values for {InputShape}", $"{count}", "resize the pictures, or compile for their number and size");
    }

    private static Shape InputFor(Model model, int batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (batch < 1)
            throw new PointwiseException($"{model.Graph.Name}: batch", "out of range", "at least 1 picture", $"{batch}", "give a positive batch");
        return model.Graph.Input.Shape.WithBatch(batch);
    }
}
