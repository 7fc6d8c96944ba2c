using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Training.Attributions;

/// <summary>
/// Makes a network into the graph that is differentiated: one picture, dropout taken out, and in the place of a loss the product of one head's logits with
/// the targets, which is the logit of a class where they name it with a 1 among zeros.
/// </summary>
internal static class AttributionGraph
{
    /// <summary>The graph, with a head of one number under the name of the head that is explained.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">The head; null for the one that answers.</param>
    /// <exception cref="PointwiseException">There is no such head, it gives no logits, or more than a picture is fed in.</exception>
    public static Graph Compile(Model model, string? head)
    {
        string name = AnsweringHead.Of(model, head).AnsweringHead;
        if (name == Model.MeanHead && model.Graph.Heads.All(h => h.Name != name))
            throw new PointwiseException($"{model.Graph.Name}: head {name}", "the mean of several heads has no logits of its own", string.Join(", ", model.Graph.Heads.Select(h => h.Name)), name, "name one of the heads");
        Graph graph = SelectHead.Apply(model.Graph, name);
        graph = DropDropout.Apply(FoldKnown.Apply(graph.ForInput(graph.Input.Shape.WithBatch(1))));
        string[] fed = [.. graph.InputIndices.Select(i => graph.Nodes[i].Name)];
        if (fed.Length > 1) throw new PointwiseException(graph.Name, "more than one input", "one Input node", string.Join(", ", fed), "explain a head that needs the picture alone");
        ImmutableArray<Node>.Builder nodes = graph.Nodes.ToBuilder();
        int logits = HeadLogits.Of(graph, graph.Heads[0], nodes);
        if (nodes[logits].Shape is { Rank: not 2 } shape)
            throw new PointwiseException($"{graph.Name}: head {name}", "a class for every pixel has no one logit", "[1,classes]", $"{shape}", "explain a network that classifies whole pictures");
        var targets = new Input(nodes[logits].Shape);
        nodes.Add(new Node(TrainingGraph.Targets, targets, [], new ValueInfo(targets.Shape)));
        var product = new Gemm(TransB: true);
        ValueInfo[] factors = [nodes[logits].Info, nodes[^1].Info];
        nodes.Add(new Node($"{name}.logit", product, [logits, nodes.Count - 1], Graph.Infer(graph.Name, name, product, factors)));
        return graph with { Nodes = nodes.ToImmutable(), Heads = [new Head(name, nodes.Count - 1)] };
    }
}
