using Pointwise.Kernels;

namespace Pointwise.Inference.Tuning;

/// <summary>Names the way that each convolution of a graph goes.</summary>
internal interface IConvolutionWays
{
    /// <summary>The way of one.</summary>
    /// <param name="kernel">The convolution.</param>
    /// <param name="height">Rows of its result.</param>
    /// <param name="width">Columns of its result.</param>
    /// <param name="run">What is known of a run.</param>
    ConvolutionWay Of(Convolution kernel, int height, int width, Circumstances run);
}

/// <summary>The direct sums everywhere.</summary>
internal sealed class DirectWays : IConvolutionWays
{
    public ConvolutionWay Of(Convolution kernel, int height, int width, Circumstances run) => ConvolutionWay.Direct;
}

/// <summary>What was measured to be the fastest; what is estimated to be where nothing was measured.</summary>
/// <param name="table">What was measured.</param>
internal sealed class FastestWays(TuningTable table) : IConvolutionWays
{
    public ConvolutionWay Of(Convolution kernel, int height, int width, Circumstances run)
    {
        IReadOnlyList<AlgorithmCandidate> possible = Possible(kernel, height, width, run);
        if (possible.Count == 1) return possible[0].Way;
        return table.Fastest(TuningKey.Of(kernel, height, width, run), possible)?.Way ?? kernel.Fastest(height, width, run);
    }

    /// <summary>The ways that nothing stands against, the direct one first.</summary>
    public static IReadOnlyList<AlgorithmCandidate> Possible(Convolution kernel, int height, int width, Circumstances run) =>
        [.. kernel.Candidates(height, width, run).Where(candidate => candidate.Limit is null)];
}

/// <summary>Of each convolution's possible ways one by number, counted round: so that a few graphs together have all of them.</summary>
/// <param name="number">The number.</param>
internal sealed class NumberedWays(int number) : IConvolutionWays
{
    public ConvolutionWay Of(Convolution kernel, int height, int width, Circumstances run)
    {
        IReadOnlyList<AlgorithmCandidate> possible = FastestWays.Possible(kernel, height, width, run);
        return possible[number % possible.Count].Way;
    }
}
