using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>The names of an Inception module's nodes within its scope.</summary>
/// <param name="OneByOne">The 1x1.</param>
/// <param name="ThreeReduce">The 1x1 before the 3x3.</param>
/// <param name="Three">The 3x3.</param>
/// <param name="FiveReduce">The 1x1 before the 5x5.</param>
/// <param name="Five">The 5x5.</param>
/// <param name="Pool">The pool.</param>
/// <param name="PoolProjection">The 1x1 behind the pool.</param>
/// <param name="Output">The concatenation.</param>
public sealed record InceptionNames(
    string OneByOne, string ThreeReduce, string Three, string FiveReduce, string Five, string Pool, string PoolProjection, string Output)
{
    /// <summary>The words of the paper's table 1.</summary>
    public static InceptionNames Paper { get; } = new("1x1", "3x3_reduce", "3x3", "5x5_reduce", "5x5", "pool", "pool_proj", "output");

    /// <summary>The names of torchvision's module.</summary>
    public static InceptionNames Torchvision { get; } = new("branch1", "branch2.0", "branch2.1", "branch3.0", "branch3.1", "branch4.0", "branch4.1", "concat");
}

/// <summary>
/// The Inception module of arXiv:1409.4842, figure 2: four views of the same input side by side, joined along the channels;
/// naive (2a) or with 1x1 reductions (2b), as the widths say.
/// </summary>
/// <param name="Unit">What each convolution is.</param>
public sealed record InceptionModule(Unit Unit)
{
    /// <summary>How the nodes are named.</summary>
    public InceptionNames Names { get; init; } = InceptionNames.Paper;

    /// <summary>The window of the branch called 5x5.</summary>
    public Window Largest { get; init; } = Window.Square(5, padding: 2);

    /// <summary>The window of the pool.</summary>
    public Window Pool { get; init; } = Window.Square(3, padding: 1);

    /// <summary>Applies the module: [N,C,H,W] gives [N,sum of the branches' filters,H,W].</summary>
    /// <param name="x">What all branches read.</param>
    /// <param name="name">The module's name, prefix of all in it.</param>
    /// <param name="widths">Filters per convolution.</param>
    /// <exception cref="PointwiseException">All branches are absent.</exception>
    public Value Apply(Value x, string name, InceptionWidths widths)
    {
        using IDisposable scope = x.Builder.Scope(name);
        var branches = new List<Value>(4);
        if (widths.OneByOne > 0) branches.Add(Unit(x, Names.OneByOne, widths.OneByOne, Window.Square(1)));
        if (widths.Three > 0) branches.Add(Unit(Reduce(x, Names.ThreeReduce, widths.ThreeReduce), Names.Three, widths.Three, Window.Square(3, padding: 1)));
        if (widths.Five > 0) branches.Add(Unit(Reduce(x, Names.FiveReduce, widths.FiveReduce), Names.Five, widths.Five, Largest));
        if (widths.PoolProjection is { } projection) branches.Add(Reduce(x.MaxPool(Names.Pool, Pool), Names.PoolProjection, projection));
        if (branches.Count == 0)
            throw new PointwiseException(name, "an Inception module without branches", "filters for at least one of 1x1, 3x3, 5x5, or a pool", $"{widths}", "give a width");
        return Value.Concat(Names.Output, [.. branches]);
    }

    private Value Reduce(Value x, string name, int filters) => filters > 0 ? Unit(x, name, filters, Window.Square(1)) : x;
}
