using System.Collections.Immutable;
using System.Diagnostics;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>
/// One step of training without the update: forward in order, then the list of nodes read backwards, which leaves every trained parameter's
/// and watched value's gradient. Allocates no managed memory after it is made. One caller at a time; graph and parameters stay the caller's.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Graph graph;
    private readonly Workers workers;
    private readonly Arena memory;
    private readonly Stage[] stages;
    private readonly BackwardStage[] backward;
    private readonly Rows[] lossGradients;
    private readonly Parameters parameters;
    private readonly Trained[] trained;
    private readonly Tensor[] measured;
    private readonly WatchedValue?[] watched;
    private readonly Dictionary<string, Tensor> gradients = new(StringComparer.Ordinal);
    private readonly bool[] still;
    private readonly int picture;
    private readonly int targets;

    /// <param name="graph">A graph of <see cref="TrainingGraph"/>.</param>
    /// <param name="parameters">Its tensors; running statistics are written as the step runs.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="isTrained">Which parameters are trained, by full name; all where null. What is frozen gets no gradient.</param>
    /// <param name="isStill">Which nodes run by their running statistics, as in inference, and leave them as they are; none where null.</param>
    /// <param name="watched">Nodes whose results and their gradients are kept.</param>
    /// <exception cref="PointwiseException">Tensors do not fit, an operator on the way has no backward, or nothing is trained or watched.</exception>
    public TrainingStep(Graph graph, Parameters parameters, Workers workers, Func<ParameterSpec, bool>? isTrained = null, Func<Node, bool>? isStill = null, params ReadOnlySpan<int> watched)
    {
        still = [.. graph.Nodes.Select(n => isStill?.Invoke(n) ?? false)];
        (this.graph, this.parameters, this.workers) = (graph, parameters, workers);
        isTrained ??= _ => true;
        parameters.CheckFit(graph);
        picture = graph.InputIndices.First();
        targets = graph.InputIndices.Last(i => graph.Nodes[i].Name == TrainingGraph.Targets);
        var flow = new GradientFlow(graph, isTrained, watched);
        var plan = new TrainingPlan(graph, flow, workers.Width, still);
        memory = new Arena(plan.Floats);
        trained = [.. TrainedOf(flow, isTrained)];
        foreach (Trained each in trained) gradients.Add(each.Spec.Name, each.Gradient);
        this.watched = new WatchedValue?[graph.Nodes.Length];
        foreach (int node in watched) this.watched[node] ??= new WatchedValue(graph.Nodes[node].Shape);
        measured = [.. graph.Parameters.Where(p => !p.IsTrained).Select(p => parameters[p.Name])];
        int[] all = [.. Enumerable.Range(0, graph.Nodes.Length)];
        stages = [.. all.Select(i => StageOf(i, plan))];
        backward = [.. all.Reverse().Where(flow.HasGradient).Select(i => BackwardOf(i, plan, flow))];
        lossGradients = [.. graph.Heads.Select(h => plan.Gradient(h.Node, memory))];
    }

    /// <summary>The parameters that are trained, in the graph's order, each with the gradient of the last run.</summary>
    public IReadOnlyList<Trained> Trained => trained;

    /// <summary>A watched node's result and its gradient in the last run.</summary>
    /// <param name="node">One of those that were named.</param>
    public WatchedValue Watched(int node) => watched[node] ?? throw new UnreachableException($"{graph.Nodes[node].Name} is not watched");

    /// <summary>Bytes of memory for values, gradients and what backward needs, reused as they die; without the parameters and their gradients.</summary>
    public long Bytes => memory.Floats * sizeof(float);

    /// <summary>Where the batch goes: channels-last, N,H,W,C. It stays as it is.</summary>
    public Span<float> Picture => stages[picture].Output.Span;

    /// <summary>Where the targets go: a distribution over the classes for each picture. They stay as they are.</summary>
    public Span<float> Targets => stages[targets].Output.Span;

    /// <summary>The weighted sum of the heads' losses in the last run.</summary>
    public float TotalLoss
    {
        get
        {
            float sum = 0;
            foreach (Head head in graph.Heads) sum += head.LossWeight * stages[head.Node].Output.Span[0];
            return sum;
        }
    }

    /// <summary>A head's loss in the last run, without its weight.</summary>
    public float Loss(string head) => stages[NodeOf(head)].Output.Span[0];

    /// <summary>A head's logits in the last run, [N,classes].</summary>
    public ReadOnlySpan<float> Logits(string head) => stages[graph.Nodes[NodeOf(head)].Inputs[0]].Output.Span;

    /// <summary>Computes the losses and every trained parameter's gradient for what <see cref="Picture"/> and <see cref="Targets"/> hold.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">Which step: with the seed it decides what dropout drops.</param>
    public void Run(ulong seed, long step)
    {
        Forward(seed, step);
        Backward();
    }

    /// <summary>Computes the losses alone.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">Which step.</param>
    public void Forward(ulong seed, long step)
    {
        for (int i = 0; i < stages.Length; i++)
        {
            Forward(i, seed, step);
            watched[i]?.TakeValue(stages[i].Output);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Computes the gradients of the step that ran forward last; what <see cref="Targets"/> hold may have changed since.</summary>
    public void Backward()
    {
        foreach (Trained each in trained) each.Gradient.Values.Clear();
        for (int i = 0; i < lossGradients.Length; i++)
        {
            if (!lossGradients[i].IsNone) lossGradients[i].Span[0] = graph.Heads[i].LossWeight;
        }

        foreach (BackwardStage stage in backward) stage.Backward(workers);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// The name of the first node whose result in a step is not finite, null where all are: the step is run forward again, which needs the
    /// parameters as they were. Running statistics are left alone.
    /// </summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">Which step.</param>
    public string? FirstNotFinite(ulong seed, long step)
    {
        float[][] statistics = [.. measured.Select(t => t.Values.ToArray())];
        try
        {
            for (int i = 0; i < stages.Length; i++)
            {
                Forward(i, seed, step);
                if (graph.Nodes[i].Info.Kind == ElementKind.Float32 && !IsFinite(stages[i].Output)) return graph.Nodes[i].Name;
            }

            return null;
        }
        finally
        {
            for (int i = 0; i < measured.Length; i++) statistics[i].CopyTo(measured[i].Values);
        }
    }

    public void Dispose()
    {
        memory.Dispose();
        foreach (Trained each in trained) each.Gradient.Dispose();
        foreach (WatchedValue? each in watched) each?.Dispose();
    }

    private int NodeOf(string head)
    {
        foreach (Head each in graph.Heads)
            if (each.Name == head) return each.Node;
        return graph.Head(head).Node;
    }

    private void Forward(int index, ulong seed, long step)
    {
        stages[index].Prepare(workers, !still[index]);
        stages[index].Forward(workers, !still[index], new RandomStream(seed, (ulong)index).Split((ulong)step));
    }

    private static bool IsFinite(Rows rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (float value in rows.RowSpan(row))
                if (!float.IsFinite(value)) return false;
        }

        return true;
    }

    private IEnumerable<Trained> TrainedOf(GradientFlow flow, Func<ParameterSpec, bool> isTrained)
    {
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            if (!flow.HasGradient(i)) continue;
            foreach (ParameterSpec spec in graph.ParametersOf(graph.Nodes[i]))
            {
                if (spec.IsTrained && isTrained(spec)) yield return new Trained(spec, parameters[spec.Name], new Tensor(spec.Shape));
            }
        }
    }

    private Stage StageOf(int index, TrainingPlan plan)
    {
        Node node = graph.Nodes[index];
        Rows[] inputs = [.. node.Inputs.Select(i => plan.Value(i, memory))];
        Rows[] given = Stage.ParametersOf(graph, node, parameters);
        return new Stage(graph, node, inputs, plan.Value(index, memory), given, plan.Prepared(index, memory), plan.Saved(index, memory));
    }

    private BackwardStage BackwardOf(int index, TrainingPlan plan, GradientFlow flow)
    {
        Node node = graph.Nodes[index];
        Rows[] inputs = [.. node.Inputs.Select((input, k) => flow.Sends(graph, index, k) ? plan.Gradient(input, memory) : default)];
        Rows[] wanted = [.. graph.ParametersOf(node).Select(p => gradients.TryGetValue(p.Name, out Tensor? gradient) ? Rows.Of(gradient) : default)];
        return new BackwardStage(stages[index], plan.Gradient(index, memory), inputs, flow.Accumulates(index), wanted, still[index])
        {
            Watched = watched[index],
            Runs = flow.RunsBackward(index),
        };
    }
}
