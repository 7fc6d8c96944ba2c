using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Inference.Passes;

/// <summary>
/// What every rewrite keeps, checked after each: the law of a graph, what the heads are called and give, what is fed in, and that every parameter is
/// one that was there before, or follows from such.
/// </summary>
internal static class PassLaw
{
    /// <exception cref="PointwiseException">The law is broken.</exception>
    public static void Check(Compilation before, Compilation after)
    {
        (Graph old, Graph made) = (before.Graph, after.Graph);
        if (ReferenceEquals(old, made)) return;
        GraphChecker.Check(made);
        string heads = Heads(old), madeHeads = Heads(made);
        if (heads != madeHeads) throw Broken("heads are others than before", heads, madeHeads);
        string[] inputs = Inputs(old);
        if (Inputs(made).Except(inputs).FirstOrDefault() is { } fed) throw Broken("something else is fed in", string.Join(", ", inputs), fed);
        HashSet<string> sources = [.. before.Sources], parameters = [.. old.Parameters.Select(Text)];
        foreach (ParameterSpec spec in made.Parameters)
        {
            if (!after.Derived.TryGetValue(spec.Name, out DerivedTensor? derived) && !parameters.Contains(Text(spec)))
                throw Broken("a parameter comes from nowhere", "a parameter that was there before, or one that is derived", Text(spec));
            if (derived?.Sources.FirstOrDefault(source => !sources.Contains(source)) is { } unknown)
                throw Broken($"{spec.Name} is derived from what is not there", "the model's tensors that were read before", unknown);
        }
    }

    private static string Heads(Graph graph) => string.Join(", ", graph.Heads.Select(h => $"{h.Name} {Text(graph.Nodes[h.Node].Info)}"));

    private static string[] Inputs(Graph graph) => [.. graph.InputIndices.Select(i => $"{graph.Nodes[i].Name} {Text(graph.Nodes[i].Info)}")];

    private static string Text(ValueInfo info) => $"{info.Kind} {info.Shape}";

    private static string Text(ParameterSpec spec) => $"{spec.Name} {spec.Shape}";

    private static PointwiseException Broken(string problem, string expected, string found) => new("law", problem, expected, found, "mend the rewrite");
}
