using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>Makes a trained model into the start of one for other classes: fine-tuning.</summary>
public static class HeadReplacement
{
    /// <summary>
    /// The model with each head's classifier, the last fully connected layer or convolution before it, made anew for other classes;
    /// everything else keeps its values, and the preprocessing stays. The first head is called main.
    /// </summary>
    /// <param name="model">The model; it stays as it is.</param>
    /// <param name="labels">The new classes' names, at least two.</param>
    /// <param name="seed">What the new layers' weights are drawn from.</param>
    /// <param name="auxiliary">Whether auxiliary heads stay, with classifiers of their own; else the main head is all.</param>
    /// <param name="input">What goes in, [1,C,H,W]; null for what the model was made for.</param>
    /// <exception cref="PointwiseException">There are too few classes, a head ends in no classifier, or the weights do not suit the input.</exception>
    public static Model Of(Model model, ImmutableArray<string> labels, ulong seed, bool auxiliary = true, Shape? input = null)
    {
        if (labels.IsDefault || labels.Length < 2)
            throw new PointwiseException(model.Graph.Name, "too few classes", "at least 2", $"{(labels.IsDefault ? 0 : labels.Length)}", "name the new classes");
        Graph old = auxiliary ? model.Graph : Rewrite.KeepHeads(model.Graph, h => h == model.Graph.Heads[0]);
        HashSet<int> classifiers = [.. old.Heads.Select(h => ClassifierOf(old, h))];
        Graph graph = Rewrite.Prune(old with { Nodes = [.. old.Nodes.Select((node, i) => classifiers.Contains(i) ? Resized(node, labels.Length) : node)] });
        graph = Rewrite.NameMain(graph);
        if (input is { } size) graph = graph.ForInput(size);
        HashSet<string> renewed = [.. classifiers.Select(i => old.Nodes[i].Name)];
        return new Model(graph, ParametersOf(graph, renewed, model.Parameters, seed))
        {
            Labels = labels,
            Preprocessing = model.Preprocessing,
            AnsweringHead = graph.Heads[0].Name,
            Provenance = ImmutableSortedDictionary<string, string>.Empty.Add("started_from", model.Graph.Name),
        };
    }

    /// <summary>What the main head's classifier reads.</summary>
    /// <exception cref="PointwiseException">The head ends in no classifier.</exception>
    internal static int ClassifierInput(Graph graph) => graph.Nodes[ClassifierOf(graph, graph.Heads[0])].Inputs[0];

    /// <summary>The node whose outputs are the classes: reached from the head through what has no parameters and reads nothing else but known values.</summary>
    private static int ClassifierOf(Graph graph, Head head)
    {
        int index = head.Node;
        while (true)
        {
            Node node = graph.Nodes[index];
            if (node.Operator is Linear or Conv2D { Groups: 1 }) return index;
            if (node.Inputs.Length == 0 || node.Inputs.Skip(1).Any(i => graph.Nodes[i].Info.Known is null) || graph.ParametersOf(node).Any())
                throw new PointwiseException($"{graph.Name}: head {head.Name}", "ends in no classifier", "a Linear or Conv2D node before the head", $"{node.Operator.Name} in node {node.Name}", "leave the head out, or build the network for these classes");
            index = node.Inputs[0];
        }
    }

    private static Node Resized(Node node, int classes) => node with
    {
        Operator = node.Operator is Linear linear ? linear with { Outputs = classes } : (Conv2D)node.Operator with { Filters = classes },
    };

    private static Parameters ParametersOf(Graph graph, HashSet<string> renewed, Parameters trained, ulong seed)
    {
        Parameters parameters = Parameters.Initialize(graph, seed);
        try
        {
            foreach (Node node in graph.Nodes)
            {
                if (renewed.Contains(node.Name)) continue;
                foreach (ParameterSpec spec in graph.ParametersOf(node))
                {
                    Tensor kept = trained[spec.Name];
                    if (kept.Shape != spec.Shape)
                        throw new PointwiseException($"{graph.Name}: {spec.Name}", "the weights do not suit the input", $"{spec.Shape}", $"{kept.Shape}", "keep the input that the model was made for");
                    kept.Values.CopyTo(parameters[spec.Name].Values);
                }
            }

            return parameters;
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }
}
