using Pointwise.Graphs;

namespace Pointwise.Inference.Passes;

/// <summary>A rewrite that keeps what the heads give.</summary>
/// <param name="Name">What it is switched off by.</param>
/// <param name="Purpose">What it is for, in words.</param>
/// <param name="Apply">The rewrite.</param>
internal sealed record Pass(string Name, string Purpose, Func<Compilation, Compilation> Apply)
{
    /// <summary>A rewrite that leaves the parameters of the nodes that stay.</summary>
    public Pass(string name, string purpose, Func<Graph, Graph> apply)
        : this(name, purpose, compilation => compilation.With(apply(compilation.Graph)))
    {
    }

    /// <summary>Rewrites, and holds what comes out to <see cref="PassLaw"/>.</summary>
    /// <exception cref="PointwiseException">It breaks the law; the rewrite is named.</exception>
    public Compilation Run(Compilation before)
    {
        try
        {
            Compilation after = Apply(before);
            PassLaw.Check(before, after);
            return after;
        }
        catch (PointwiseException e)
        {
            throw new PointwiseException($"{before.Graph.Name}: rewrite {Name}", $"{e.Where}: {e.Problem}", e.Expected, e.Found,
                $"leave it out: {nameof(SessionOptions)}.{nameof(SessionOptions.WithoutPasses)} takes its name; and report it, this is a mistake of the program", e);
        }
    }
}

/// <summary>What a rewrite made of a graph.</summary>
/// <param name="Pass">The rewrite.</param>
/// <param name="Before">The graph before it.</param>
/// <param name="After">What it gave.</param>
internal sealed record PassStep(Pass Pass, Graph Before, Compilation After)
{
    /// <summary>Whether anything is different.</summary>
    public bool Changed => Before != After.Graph;
}
