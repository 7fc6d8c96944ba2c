using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tests.Operators.Reference;

namespace Pointwise.Tests.Training;

/// <summary>A whole training graph in double precision: forward in order, then the chain rule over the operators' references.</summary>
internal sealed class NetworkReference
{
    private readonly Graph graph;
    private readonly Field[] values;
    private readonly Dictionary<string, Field> parameters;

    /// <param name="graph">A training graph.</param>
    /// <param name="parameters">By full name.</param>
    /// <param name="fed">What is fed in, by the node's name.</param>
    public NetworkReference(Graph graph, Dictionary<string, Field> parameters, Dictionary<string, Field> fed)
    {
        (this.graph, this.parameters) = (graph, parameters);
        values = new Field[graph.Nodes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Node node = graph.Nodes[i];
            values[i] = node.Operator is Input ? fed[node.Name]
                : OperatorReference.Of(node.Operator).Forward(Inputs(node), Own(node), training: true);
        }
    }

    public double Loss => graph.Heads.Sum(h => h.LossWeight * values[h.Node].Values[0]);

    /// <summary>Every trained parameter's gradient by full name.</summary>
    public Dictionary<string, Field> Gradients()
    {
        var found = new Dictionary<string, Field>();
        Field[] gradients = [.. values.Select(v => v.ZerosLike())];
        foreach (Head head in graph.Heads) gradients[head.Node].Values[0] = head.LossWeight;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            Node node = graph.Nodes[i];
            if (node.Operator is Input) continue;
            Gradients sent = OperatorReference.Of(node.Operator).Backward(Inputs(node), Own(node), gradients[i]);
            for (int k = 0; k < node.Inputs.Length; k++)
            {
                if (sent.Inputs[k] is not { } gradient) continue;
                double[] sum = gradients[node.Inputs[k]].Values;
                for (int v = 0; v < sum.Length; v++) sum[v] += gradient.Values[v];
            }

            foreach ((ParameterSpec spec, Field? gradient) in graph.ParametersOf(node).Zip(sent.Parameters))
                if (spec.IsTrained && gradient is not null) found.Add(spec.Name, gradient);
        }

        return found;
    }

    private Field[] Inputs(Node node) => [.. node.Inputs.Select(k => values[k])];

    private Field[] Own(Node node) => [.. graph.ParametersOf(node).Select(p => parameters[p.Name])];
}
