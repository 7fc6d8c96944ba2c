using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// A model compiled for one input shape: rewritten, its memory laid out, its weights in the kernels' order, which sessions of one model
/// share. Running it allocates no managed memory. One caller at a time. The model stays the caller's and must outlive the session.
/// </summary>
public sealed class Session : IDisposable
{
    private readonly Tensor[] tensors;
    private readonly Workers? ownWorkers;
    private readonly Arena values;
    private readonly SessionWeights weights;
    private readonly FedValues inputs;
    private readonly Rows[] results;

    /// <summary>Compiles a model for a batch of pictures of the size it was made for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">Pictures a run.</param>
    /// <param name="options">Threads, heads and rewrites.</param>
    /// <exception cref="PointwiseException">The batch is below 1, a head is unknown, or tensors are missing or do not fit the network.</exception>
    public Session(Model model, int batch = 1, SessionOptions? options = null)
        : this(model, BatchShape.Of(model, batch), options)
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

    /// <summary>Compiles a model of several inputs for other shapes of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">New shapes by the names of inputs; those left out stay.</param>
    /// <param name="options">Threads, heads and rewrites.</param>
    /// <exception cref="PointwiseException">There is no such input, a node does not fit, a head is unknown, or tensors are missing or do not fit the network.</exception>
    public Session(Model model, IReadOnlyDictionary<string, Shape> inputs, SessionOptions? options = null)
        : this(model, graph => graph.ForInputs(inputs), options, workers: null)
    {
    }

    internal Session(Model model, Shape inputShape, SessionOptions? options, Workers? workers)
        : this(model, graph => graph.ForInput(inputShape), options, workers)
    {
    }

    private Session(Model model, Func<Graph, Graph> forInput, SessionOptions? options, Workers? workers)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new SessionOptions();
        Compilation compilation = InferencePasses.Compile(model, forInput, options);
        if (options.NamedWays is { } ways)
            compilation = compilation with { Graph = NameWays.Apply(compilation.Graph, ways, workers?.Count ?? Workers.CountFor(options.Threads), workers?.Width ?? LaneWidths.Best) };
        Graph = compilation.Graph;
        InputShape = Graph.Input.Shape;
        tensors = [.. compilation.Sources.Select(name => model.Parameters[name])];
        ImmutableArray<SideBySide> together = SideBySide.Of(Graph, workers?.Width ?? LaneWidths.Best);
        var plan = new MemoryPlan(Graph, together.AsSpan());
        ownWorkers = workers is null ? new Workers(options.Threads) : null;
        Workers = workers ?? ownWorkers!;
        (values, LeastValueBytes) = (new Arena(plan.Floats), plan.LeastFloats * sizeof(float));
        weights = new SessionWeights(model.Parameters, compilation, Workers.Width);
        Rows[] rows = [.. Graph.Nodes.Select((node, i) => node.Operator is Weight ? weights.ParametersOf(node)[0] : plan.Rows(i, values))];
        Stages = [.. Graph.Nodes.Select((node, i) => new Stage(Graph, node, [.. node.Inputs.Select(k => rows[k])], rows[i], weights.ParametersOf(node), default, default)
        {
            Parts = plan.Parts(i, values), IsWrittenBefore = plan.IsWrittenBefore(i), IsSmall = StageWork.Of(Graph, node, Workers.Width) < StageWork.LeastShared,
        })];
        Runner = new StageRunner(Workers, Stages, together);
        ConstantValues.Write(Graph, rows);
        inputs = new FedValues(Graph, rows);
        results = [.. Graph.Heads.Select(h => rows[h.Node])];
        Refresh();
    }

    /// <summary>The graph as it is run.</summary>
    public Graph Graph { get; }

    /// <summary>The shape of what is fed in: of the first input where there are several.</summary>
    public Shape InputShape { get; }

    /// <summary>The names of what is fed in, in the graph's order. What no head needs is not among them, unless it is the first.</summary>
    public IEnumerable<string> Inputs => inputs.Names;

    /// <summary>The names of the heads that are computed; the first is the answer.</summary>
    public IEnumerable<string> Heads => Graph.Heads.Select(h => h.Name);

    /// <summary>What runs, in order.</summary>
    internal ImmutableArray<Stage> Stages { get; }

    /// <summary>What it runs on.</summary>
    internal Workers Workers { get; }

    /// <summary>What runs them.</summary>
    internal StageRunner Runner { get; }

    /// <summary>Bytes of memory for values, reused as they die.</summary>
    public long ValueBytes => values.Floats * sizeof(float);

    /// <summary>The most bytes of values that are alive at one time: no plan can do with less.</summary>
    public long LeastValueBytes { get; }

    /// <summary>Bytes of memory for weights in the kernels' order, beside the model's own; other sessions of the model may read the same.</summary>
    public long WeightBytes => weights.Floats * sizeof(float);

    /// <summary>Where to write the pictures before <see cref="Run()"/>: channels-last, N,H,W,C. Running destroys what is in it.</summary>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    public Span<float> Input
    {
        get
        {
            CheckAlive();
            return inputs.First.Floats;
        }
    }

    /// <summary>Where to write one of several inputs before <see cref="Run()"/>: channels-last where it is pictures. Running destroys what is in it.</summary>
    /// <param name="name">The input's name.</param>
    /// <exception cref="PointwiseException">There is no such input, or it is not of floats.</exception>
    public Span<float> InputOf(string name)
    {
        CheckAlive();
        return inputs[name].Floats;
    }

    /// <summary>Where to write an input of whole numbers, or of truth values as 0 and 1, before <see cref="Run()"/>. Running destroys what is in it.</summary>
    /// <param name="name">The input's name.</param>
    /// <exception cref="PointwiseException">There is no such input, or it is of floats.</exception>
    public Span<long> IntegersOf(string name)
    {
        CheckAlive();
        return inputs[name].Integers;
    }

    /// <summary>What is known of an input.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="PointwiseException">There is no such input.</exception>
    public ValueInfo InfoOf(string name) => inputs[name].Info;

    /// <summary>Takes over the parameters' present values, after training has moved them. Other sessions of the model answer as before until they do so too.</summary>
    public void Refresh()
    {
        CheckAlive();
        weights.Prepare(Stages, Workers);
        GC.KeepAlive(this);
    }

    /// <summary>Runs on what <see cref="Input"/> holds.</summary>
    /// <exception cref="ObjectDisposedException">The session or its model is disposed.</exception>
    public void Run()
    {
        CheckAlive();
        Runner.Run();
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
        Span<float> place = inputs.First.Floats;
        if (InputShape.IsImage) ChannelsFirst.Read(Workers, pictures, inputs.First.Rows);
        else pictures.CopyTo(place);
        Run();
    }

    /// <summary>A head's result, until the next run: channels-last where it is pictures.</summary>
    /// <param name="head">Its name; null for the first.</param>
    /// <exception cref="PointwiseException">The session does not compute such a head.</exception>
    public ReadOnlySpan<float> Output(string? head = null)
    {
        CheckAlive();
        int index = IndexOf(head);
        ElementKind kind = OutputInfo(index).Kind;
        return kind == ElementKind.Float32 ? results[index].Span : throw FedValue.OtherKind($"{Graph.Name}: head {Graph.Heads[index].Name}", "floats", kind, nameof(OutputIntegers));
    }

    /// <summary>A head's result of whole numbers, or of truth values as 0 and 1, until the next run: channels-last where it has rank 4.</summary>
    /// <param name="head">Its name; null for the first.</param>
    /// <exception cref="PointwiseException">The session does not compute such a head, or it gives floats.</exception>
    public ReadOnlySpan<long> OutputIntegers(string? head = null)
    {
        CheckAlive();
        int index = IndexOf(head);
        ElementKind kind = OutputInfo(index).Kind;
        return kind != ElementKind.Float32 ? results[index].Integers : throw FedValue.OtherKind($"{Graph.Name}: head {Graph.Heads[index].Name}", "whole numbers or truth values", kind, nameof(Output));
    }

    /// <summary>What a head's result is.</summary>
    /// <param name="head">Its name; null for the first.</param>
    /// <exception cref="PointwiseException">The session does not compute such a head.</exception>
    public ElementKind OutputKind(string? head = null) => OutputInfo(IndexOf(head)).Kind;

    /// <summary>The shape of a head's result.</summary>
    /// <param name="head">Its name; null for the first.</param>
    /// <exception cref="PointwiseException">The session does not compute such a head.</exception>
    public Shape OutputShape(string? head = null) => OutputInfo(IndexOf(head)).Shape;

    /// <summary>Gives its memory and threads back; the model stays.</summary>
    public void Dispose()
    {
        values.Dispose();
        weights.Dispose();
        Runner.Dispose();
        ownWorkers?.Dispose();
    }

    /// <summary>Feeds values in spoken order.</summary>
    internal void Feed(string name, Literal values)
    {
        CheckAlive();
        FedValue fed = inputs[name];
        if (values.Shape != fed.Info.Shape || values.Kind != fed.Info.Kind)
            throw new PointwiseException($"{Graph.Name}: input {name}", "values of another shape or kind", $"{fed.Info.Kind} {fed.Info.Shape}", $"{values.Kind} {values.Shape}", "convert them, or compile for their shape");
        LiteralMemory.Write(values, View.Of(fed.Rows, values.Shape, values.Kind));
    }

    /// <summary>Checks that pictures are all that is fed in; disposes the session where they are not.</summary>
    internal void RequirePicturesAlone()
    {
        if (inputs.Names.Count() == 1) return;
        Dispose();
        throw new PointwiseException(Graph.Name, "more than one input", "one Input node", string.Join(", ", Inputs), "ask for heads that need the picture alone");
    }

    /// <summary>A head's result in spoken order.</summary>
    internal Literal Result(string? head = null)
    {
        CheckAlive();
        int index = IndexOf(head);
        ValueInfo info = OutputInfo(index);
        return LiteralMemory.Read(View.Of(results[index], info.Shape, info.Kind), info.Shape);
    }

    private ValueInfo OutputInfo(int head) => Graph.Nodes[Graph.Heads[head].Node].Info;

    private int IndexOf(string? head) => head is null ? 0 : Graph.Heads.IndexOf(Graph.Head(head));

    private void CheckAlive()
    {
        _ = values.Span(0, 0);
        foreach (Tensor tensor in tensors) _ = tensor.Values;
    }

    internal void CheckInput(int count)
    {
        if (count != InputShape.Elements)
            throw new PointwiseException($"{Graph.Name}: input", "values do not fill the input", $"{InputShape.Elements} values for {InputShape}", $"{count}", "resize the pictures, or compile for their number and size");
    }
}
