using System.Collections.Immutable;
using Pointwise.Graphs;

namespace Pointwise.Inference.Passes;

/// <summary>A rewrite that keeps what the heads give.</summary>
/// <param name="Name">What it is switched off by.</param>
/// <param name="Apply">The rewrite; checks its result.</param>
internal sealed record Pass(string Name, Func<Compilation, Compilation> Apply)
{
    /// <summary>A rewrite that leaves the parameters of the nodes that stay.</summary>
    public Pass(string name, Func<Graph, Graph> apply)
        : this(name, compilation => compilation.With(apply(compilation.Graph)))
    {
    }
}

/// <summary>The rewrites of a graph that is only run, in order. One line each.</summary>
internal static class InferencePasses
{
    public static ImmutableArray<Pass> All { get; } =
    [
        new(nameof(FoldKnown), FoldKnown.Apply),
        new(nameof(DropDropout), DropDropout.Apply),
        new(nameof(FoldBatchNorm), FoldBatchNorm.Apply),
        new(nameof(FuseActivation), FuseActivation.Apply),
        new(nameof(FuseResidual), FuseResidual.Apply),
        new(nameof(MergeSiblings), MergeSiblings.Apply),
    ];

    /// <summary>A model's graph for one input with the heads that are asked for, rewritten.</summary>
    /// <param name="model">The model.</param>
    /// <param name="forInput">The graph for its new inputs.</param>
    /// <param name="options">Heads and rewrites.</param>
    /// <exception cref="PointwiseException">There is no such head or rewrite, a node does not fit the inputs, or tensors are missing or do not fit the network.</exception>
    public static Compilation Compile(Model model, Func<Graph, Graph> forInput, SessionOptions options)
    {
        Graph graph = options.Heads.IsDefaultOrEmpty ? SelectHead.Apply(model.Graph, model.AnsweringHead) : SelectHead.Apply(model.Graph, [.. options.Heads]);
        foreach (string name in options.WithoutPasses)
        {
            if (All.All(p => p.Name != name))
                throw new PointwiseException("options: WithoutPasses", "no such rewrite", string.Join(", ", All.Select(p => p.Name)), name, "name one of these");
        }

        graph = forInput(graph);
        model.Parameters.CheckFit(graph);
        var compilation = new Compilation(graph);
        foreach (Pass pass in All)
        {
            if (!options.WithoutPasses.Contains(pass.Name)) compilation = pass.Apply(compilation);
        }

        return compilation;
    }
}
