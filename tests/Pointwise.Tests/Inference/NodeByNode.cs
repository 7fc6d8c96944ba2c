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

    /// <param name="graph">What is computed.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="picture">Its input.</param>
    /// <param name="workers">Who computes it.</param>
    /// <param name="gathers">Whether convolutions that would be transformed go by gathered rows.</param>
    public NodeByNode(Graph graph, Parameters parameters, ReadOnlySpan<float> picture, Workers workers, bool gathers = false)
    {
        Graph = graph;
        foreach (Node node in graph.Nodes)
        {
            var result = new Tensor(new Shape((int)node.Info.Floats));
            result.Values.Fill(float.NaN);
            results.Add(result);
            if (node.Operator is Input) picture.CopyTo(result.Values);
            if (gathers && node.Operator is Conv2D convolution && GatheredConvolution.Replaces(convolution, RowsOf(graph, node.Inputs[0]), RowsOf(graph, results.Count - 1)))
            {
                GatheredConvolution.Run(workers, convolution, RowsOf(graph, node.Inputs[0]), Stage.ParametersOf(graph, node, parameters), RowsOf(graph, results.Count - 1));
                Gathered++;
                continue;
            }

            long floats = node.Operator.PreparedFloats(graph.InputShapes(node), workers.Width);
            using var prepared = new Tensor(new Shape((int)floats));
            Rows[] inputs = [.. node.Inputs.Select(i => RowsOf(graph, i))];
            var stage = new Stage(graph, node, inputs, RowsOf(graph, results.Count - 1), Stage.ParametersOf(graph, node, parameters), floats == 0 ? default : Rows.Of(prepared), default);
            stage.Prepare(workers, training: false);
            stage.Forward(workers, training: false, default);
        }
    }

    public Graph Graph { get; }

    /// <summary>Convolutions that went by gathered rows though the engine would transform them.</summary>
    public int Gathered { get; private set; }

    public float[] Head(string name) => results[Graph.Head(name).Node].Values.ToArray();

    private Rows RowsOf(Graph graph, int node) => Rows.In(results[node].Memory, 0, graph.Nodes[node].Shape);

    public void Dispose() => results.ForEach(r => r.Dispose());
}
