namespace Pointwise.Kernels;

/// <summary>
/// Whether a 3x3 convolution is worth transforming, in cycles of one core with lanes of 16: from the shapes of one picture alone, so that its result
/// is the same in any batch, on any lanes and threads.
/// </summary>
internal static class WinogradChoice
{
    /// <summary>Channels of a side below which transforms cost more than they save; and whole vectors fit.</summary>
    public const int FewestChannels = 16;

    // beyond it rounding comes near to what results may differ by
    private const int MostChannels = 1024;

    // 150 MB of transformed weights
    private const int MostWeights = 1 << 20;
    private const double MultiplyAddsPerCycle = 29;
    private const double WeightBytesPerCycle = 10;
    private const double InputCycles = 160;
    private const double OutputCycles = 120;

    // a sum is written, read again and transformed
    private const double SumsCycles = 0.5;
    private const int Taps = 9;

    /// <summary>How many times more the direct way must be estimated to take.</summary>
    private const double Margin = 1.1;

    /// <summary>Whether the transforms pay for a result of this size.</summary>
    /// <param name="channels">Channels that are read.</param>
    /// <param name="filters">Channels that are written.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    public static bool Pays(int channels, int filters, int height, int width) =>
        Limit(channels, filters) is null && Margin * Cycles(channels, filters, height, width) < DirectCycles(Taps, channels, filters, (double)height * width);

    /// <summary>Every transform of such a kernel, and what it is estimated to take.</summary>
    /// <param name="kernelH">Rows of the kernel.</param>
    /// <param name="kernelW">Columns of the kernel.</param>
    /// <param name="channels">Channels that are read.</param>
    /// <param name="filters">Channels that are written.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    public static IEnumerable<AlgorithmCandidate> Candidates(int kernelH, int kernelW, int channels, int filters, int height, int width)
    {
        if ((kernelH, kernelW) == (3, 3)) yield return new AlgorithmCandidate(WinogradProduct.Name, Cycles(channels, filters, height, width), Limit(channels, filters));
    }

    /// <summary>What the direct sums over so many pixels are estimated to take.</summary>
    public static double DirectCycles(int taps, int channels, int filters, double pixels) => taps * pixels * channels * filters / MultiplyAddsPerCycle;

    /// <summary>Whether they pay for the gradient of the weights: over all pictures, for their sum belongs to the batch.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="filters">Channels of the results.</param>
    /// <param name="images">Pictures.</param>
    /// <param name="height">Rows of a picture's results.</param>
    /// <param name="width">Columns of a picture's results.</param>
    public static bool PaysForWeights(int channels, int filters, int images, int height, int width)
    {
        if (Limit(channels, filters) is not null) return false;
        double tiles = (double)images * WinogradCut.TilesOf(height) * WinogradCut.TilesOf(width), weights = (double)channels * filters;
        double products = WinogradTransform.Products * tiles * weights / MultiplyAddsPerCycle;
        double sums = sizeof(float) * WinogradTransform.Products * weights * SumsCycles;
        double transforms = tiles * (Vectors(channels) + Vectors(filters)) * InputCycles;
        return Margin * (products + sums + transforms) < DirectCycles(Taps, channels, filters, (double)images * height * width);
    }

    private static double Cycles(int channels, int filters, int height, int width)
    {
        double tiles = (double)WinogradCut.TilesOf(height) * WinogradCut.TilesOf(width), weights = (double)channels * filters;
        double products = WinogradTransform.Products * tiles * weights / MultiplyAddsPerCycle;
        double fetching = sizeof(float) * WinogradTransform.Products * weights / WeightBytesPerCycle;
        return Math.Max(products, fetching) + tiles * (Vectors(channels) * InputCycles + Vectors(filters) * OutputCycles);
    }

    /// <summary>Why so many channels are not transformed, however much it would save; null where nothing stands against it.</summary>
    private static string? Limit(int channels, int filters) =>
        Math.Min(channels, filters) < FewestChannels ? $"fewer than {FewestChannels} channels"
        : Math.Max(channels, filters) > MostChannels ? $"more than {MostChannels} channels would round too much"
        : (long)channels * filters > MostWeights ? "transformed weights too large" : null;

    private static int Vectors(int channels) => (channels + 15) / 16;
}
