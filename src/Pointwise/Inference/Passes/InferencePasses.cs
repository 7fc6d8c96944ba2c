using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Graphs;

namespace Pointwise.Inference.Passes;

/// <summary>The rewrites of a graph that is only run, in order. One line each.</summary>
internal static class InferencePasses
{
    public static ImmutableArray<Pass> All { get; } =
    [
        new(nameof(FoldKnown), "computes what follows from shapes alone", FoldKnown.Apply),
        new(nameof(DropDropout), "takes out what changes nothing outside training", DropDropout.Apply),
        new(nameof(FoldBatchNorm), "takes batch norms into the weights before them", FoldBatchNorm.Apply),
        new(nameof(FuseActivation), "lets layers rectify their own results", FuseActivation.Apply),
        new(nameof(FuseResidual), "lets convolutions add the shortcut they end at", FuseResidual.Apply),
        new(nameof(ReduceBeforePool), "lets 1x1 convolutions reduce channels before they are averaged", ReduceBeforePool.Apply),
        new(nameof(PoolBeforePointwise), "averages pixels before 1x1 convolutions, which then have fewer", PoolBeforePointwise.Apply),
        new(nameof(MergeSiblings), "makes one product of the 1x1 convolutions of one value", MergeSiblings.Apply),
        new(nameof(FusePool), "lets 1x1 convolutions pool the pixels that they multiply", FusePool.Apply),
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
            if (All.All(p => p.Name != name)) throw Unknown("options: WithoutPasses", name);
        }

        graph = forInput(graph);
        model.Parameters.CheckFit(graph);
        return Steps(graph, options.WithoutPasses).LastOrDefault()?.After ?? new Compilation(graph);
    }

    /// <summary>What each rewrite makes of a graph, in order, one behind the other.</summary>
    /// <param name="graph">The graph, with the heads that are to be computed.</param>
    /// <param name="without">Rewrites that are left out.</param>
    /// <exception cref="PointwiseException">A rewrite breaks the law of a graph; it is named.</exception>
    public static IEnumerable<PassStep> Steps(Graph graph, ImmutableArray<string> without)
    {
        var compilation = new Compilation(graph);
        foreach (Pass pass in All)
        {
            if (without.Contains(pass.Name)) continue;
            Graph before = compilation.Graph;
            compilation = pass.Run(compilation);
            yield return new PassStep(pass, before, compilation);
        }
    }

    /// <summary>The first so many rewrites, told by their number or by the name of the last.</summary>
    /// <param name="where">Who asks, for errors.</param>
    /// <param name="last">A number from 0, or a name.</param>
    /// <exception cref="PointwiseException">There is no such rewrite.</exception>
    public static int CountUpTo(string where, string last)
    {
        if (int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= All.Length) return number;
        int index = All.Select(p => p.Name).ToList().FindIndex(name => name.Equals(last, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index + 1 : throw Unknown(where, last);
    }

    private static PointwiseException Unknown(string where, string name)
    {
        string[] names = [.. All.Select(p => p.Name)];
        return new PointwiseException(where, "no such rewrite", string.Join(", ", names), name, NearestName.Suggestion(name, names) + "name one of these");
    }
}
