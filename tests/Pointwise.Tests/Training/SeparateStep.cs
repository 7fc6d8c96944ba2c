using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Training;

namespace Pointwise.Tests.Training;

/// <summary>
/// The slow witness of a training step's memory plan: every value, gradient and region in a tensor of its own that starts as NaN; nothing is
/// shared, sliced or reused. Everything is trained.
/// </summary>
internal sealed class SeparateStep : IDisposable
{
    private readonly Graph graph;
    private readonly Workers workers;
    private readonly List<Tensor> owned = [];

    public SeparateStep(Graph graph, Parameters parameters, Workers workers)
    {
        (this.graph, this.workers) = (graph, workers);
        Rows[] values = [.. graph.Nodes.Select(FreshFor)], gradients = [.. graph.Nodes.Select(n => Fresh(n.Shape))];
        Node target = graph.Nodes.Single(n => n.Name == TrainingGraph.Targets);
        SmallNetwork.Fill(graph, values[graph.InputIndices.First()].Span, values[graph.Nodes.IndexOf(target)].Span);
        Stage[] stages = [.. graph.Nodes.Select((n, i) => StageOf(n, values[i], [.. n.Inputs.Select(k => values[k])], parameters))];
        foreach (Stage stage in stages)
        {
            stage.Prepare(workers, training: true);
            stage.Forward(workers, training: true, default);
        }

        var written = new bool[stages.Length];
        foreach (Head head in graph.Heads)
        {
            gradients[head.Node].Span[0] = head.LossWeight;
            written[head.Node] = true;
        }

        for (int i = stages.Length - 1; i >= 0; i--) Backward(stages[i], gradients[i], gradients, written);
    }

    public Dictionary<string, Tensor> Gradients { get; } = [];

    public void Dispose()
    {
        owned.ForEach(t => t.Dispose());
        foreach (Tensor gradient in Gradients.Values) gradient.Dispose();
    }

    private void Backward(Stage stage, Rows gradient, Rows[] gradients, bool[] written)
    {
        Node node = stage.Node;
        if (node.Operator is Input || !node.Operator.HasBackward) return;
        var accumulate = new bool[node.Inputs.Length];
        var inputs = new Rows[node.Inputs.Length];
        for (int k = 0; k < inputs.Length; k++)
        {
            int input = node.Inputs[k];
            if (!node.Operator.SendsGradientTo(k)) continue;
            (inputs[k], accumulate[k], written[input]) = (gradients[input], written[input], true);
        }

        var parameters = new List<Rows>();
        foreach (ParameterSpec spec in graph.ParametersOf(node))
        {
            if (spec.IsTrained) Gradients.Add(spec.Name, new Tensor(spec.Shape));
            parameters.Add(spec.IsTrained ? Rows.Of(Gradients[spec.Name]) : default);
        }

        new BackwardStage(stage, gradient, inputs, accumulate, [.. parameters]).Backward(workers);
    }

    private Stage StageOf(Node node, Rows output, Rows[] inputs, Parameters parameters)
    {
        Shape[] shapes = graph.InputShapes(node);
        Rows prepared = Region(node.Operator.PreparedFloats(shapes, workers.Width)), saved = Region(node.Operator.SavedFloats(shapes));
        return new Stage(graph, node, inputs, output, Stage.ParametersOf(graph, node, parameters), prepared, saved);
    }

    private Rows Region(long floats) => floats == 0 ? default : Fresh(new Shape((int)floats));

    private Rows FreshFor(Node node)
    {
        _ = Fresh(new Shape((int)node.Info.Floats));
        return Rows.In(owned[^1].Memory, 0, node.Shape);
    }

    private Rows Fresh(Shape shape)
    {
        var tensor = new Tensor(shape);
        tensor.Values.Fill(float.NaN);
        owned.Add(tensor);
        return Rows.Of(tensor);
    }
}
