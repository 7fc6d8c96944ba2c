using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Training.Experiments;

/// <summary>What people ask about 1x1 reductions and branches, as experiments.</summary>
internal static class ReductionExperiments
{
    /// <summary>The experiments' names.</summary>
    public static string[] Names { get; } = ["naive", "reductions", "compare"];

    /// <summary>Networks beside each other.</summary>
    /// <param name="architectures">The networks.</param>
    /// <param name="train">The pictures they are built for.</param>
    /// <param name="input">What goes in, [1,C,H,W].</param>
    public static Experiment Compare(IEnumerable<Architecture> architectures, IDataSet train, Shape input) => new("compare", "Which of the networks answers best, and what does it cost?",
        [.. architectures.Select(a => new ExperimentVariant(a.Name, a.About, seed => NewModel.For(a, train, seed, heads: false, input)))]);

    /// <summary>An experiment on one network, by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="train">The pictures it is built for.</param>
    /// <param name="input">What goes in, [1,C,H,W].</param>
    /// <exception cref="PointwiseException">There is no such experiment, or the network has no reductions.</exception>
    public static Experiment Get(string name, Architecture architecture, IDataSet train, Shape input)
    {
        Model Start(ulong seed) => NewModel.For(architecture, train, seed, heads: false, input);
        using (Model probe = Start(1)) RequireReductions(probe.Graph);
        return name switch
        {
            "naive" => Naive(Start, architecture),
            "reductions" => Fixed(Start),
            _ => throw new PointwiseException("experiment", "no such experiment", string.Join(", ", Names), name, $"{NearestName.Suggestion(name, Names)}name one of these"),
        };
    }

    /// <summary>The network with and without its reductions.</summary>
    private static Experiment Naive(Func<ulong, Model> start, Architecture architecture) => new("naive", "What do 1x1 reductions cost in accuracy, and what do they save?",
    [
        new ExperimentVariant("naive", "no 1x1 before larger windows, pooled channels pass as they are", seed => WithoutReductions(start(seed), architecture, seed)),
        new ExperimentVariant("with reductions", "the network as it is", start),
    ]);

    /// <summary>The network with reductions that are learned, and with fixed ones of the same width.</summary>
    private static Experiment Fixed(Func<ulong, Model> start) => new("reductions", "What does a 1x1 reduction learn that a fixed one of the same width does not give?",
    [
        new ExperimentVariant("learned", "1x1 reductions trained with the rest", start),
        new ExperimentVariant("principal components", "the maps' first principal components, found anew after every epoch", start) { Prepare = PrincipalMixing.Prepare },
        new ExperimentVariant("random mixing", "the weights as they were drawn, never trained", start) { Prepare = run => FixedReductions.Keep(run) },
        new ExperimentVariant("selection", "some of the maps as they are, drawn from the seed", start) { Prepare = FixedReductions.Select },
    ]);

    private static Model WithoutReductions(Model model, Architecture architecture, ulong seed)
    {
        using (model)
        {
            Graph naive = NaiveTwin.Of(model.Graph);
            return model with { Graph = naive, Parameters = Parameters.Initialize(naive, seed, architecture.Initialization) };
        }
    }

    private static void RequireReductions(Graph graph)
    {
        if (Reductions.Narrowing(graph).Length == 0)
            throw new PointwiseException(graph.Name, "nothing to compare", "a network with 1x1 reductions in its modules", "none", "name one with reductions: tiny-inception, googlenet-bn");
    }
}
