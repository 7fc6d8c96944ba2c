namespace Pointwise.Architectures;

/// <summary>
/// The six numbers of an Inception module as table 1 of arXiv:1409.4842 lists them: filters per convolution.
/// A branch of 0 filters is absent, a reduction of 0 is left out.
/// </summary>
/// <param name="OneByOne">#1x1.</param>
/// <param name="ThreeReduce">#3x3 reduce: the 1x1 before the 3x3.</param>
/// <param name="Three">#3x3.</param>
/// <param name="FiveReduce">#5x5 reduce: the 1x1 before the 5x5.</param>
/// <param name="Five">#5x5.</param>
/// <param name="PoolProjection">pool proj: the 1x1 behind the pool; 0 where the pooled channels pass as they are, null where there is no pool branch.</param>
public sealed record InceptionWidths(int OneByOne, int ThreeReduce, int Three, int FiveReduce, int Five, int? PoolProjection)
{
    /// <summary>The naive module of figure 2a with the same 1x1, 3x3 and 5x5 filters: no reductions, and the pool passes.</summary>
    public InceptionWidths WithoutReductions() =>
        this with { ThreeReduce = 0, FiveReduce = 0, PoolProjection = PoolProjection is null ? null : 0 };
}
