using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Inference;

/// <summary>The slow witness of plans and passes: every node's result in a tensor of its own, first filled with NaN, so that nothing is shared or reused.</summary>
internal sealed class NodeByNode : IDisposable
{
    private readonly List<Tensor> results = [];

    public NodeByNode(Graph graph, Parameters parameters, ReadOnlySpan<float> picture, Workers workers)
    {
        Graph = graph;
        foreach (Node node in graph.Nodes)
        {
            var result = new Tensor(new Shape((int)node.Info.Floats));
            result.Values.Fill(float.NaN);
            results.Add(result);
            if (node.Operator is Input) picture.CopyTo(result.Values);
            long floats = node.Operator.PreparedFloats(graph.InputShapes(node), workers.Width);
            using var prepared = new Tensor(new Shape((int)floats));
            Rows[] inputs = [.. node.Inputs.Select(i => RowsOf(graph, i))];
            var stage = new Stage(graph, node, inputs, RowsOf(graph, results.Count - 1), Stage.ParametersOf(graph, node, parameters), floats == 0 ? default : Rows.Of(prepared), default);
            stage.Prepare(workers, training: false);
            stage.Forward(workers, training: false, default);
        }
    }

    public Graph Graph { get; }

    public float[] Head(string name) => results[Graph.Head(name).Node].Values.ToArray();

    private Rows RowsOf(Graph graph, int node) => Rows.In(results[node].Memory, 0, graph.Nodes[node].Shape);

    public void Dispose() => results.ForEach(r => r.Dispose());
}
