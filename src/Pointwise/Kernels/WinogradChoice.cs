namespace Pointwise.Kernels;

/// <summary>
/// Whether a convolution is worth transforming, and how, in cycles of one core: where nothing else is asked, with lanes of 16 and from the shapes of one
/// picture alone, so that its result is the same in any batch, on any lanes and threads.
/// </summary>
internal static class WinogradChoice
{
    /// <summary>Channels of a side below which transforms cost more than they save; and whole vectors fit.</summary>
    public const int FewestChannels = 16;

    // 150 MB of transformed weights
    private const long MostWeights = 36L << 20;
    private const double MultiplyAddsPerCycle = 29;

    // from memory: another layer's lie in the caches
    private const double WeightBytesPerCycle = 8;

    // of a vector that one of the transforms' two halves writes
    private const double InputCycles = 160 / 60.0;
    private const double OutputCycles = 120 / 40.0;

    // of the gradient of the weights: its outer products; a sum that is written, read again and transformed; a vector that a transform's half writes,
    // of tiles and of results, which lie further away than those of a product
    private const double OuterProductsPerCycle = 27;
    private const double SumsCycles = 0.35;
    private const double GradientCycles = 4;

    /// <summary>How many times more the direct way must be estimated to take.</summary>
    private const double Margin = 1.1;

    /// <summary>Estimates whose quotient is less are as good as equal: the form of fewer weights is taken, for it needs less memory and rounds less.</summary>
    private const double About = 1.03;

    /// <summary>The form that is fastest for a result of this size; null where none pays.</summary>
    /// <param name="kernelH">Rows of the kernel.</param>
    /// <param name="kernelW">Columns of the kernel.</param>
    /// <param name="channels">Channels that are read.</param>
    /// <param name="filters">Channels that are written.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    public static WinogradForm? For(int kernelH, int kernelW, int channels, int filters, int height, int width) =>
        For(kernelH, kernelW, channels, filters, height, width, Circumstances.OnePicture);

    /// <summary>The same for what is known of a run: results then depend on it.</summary>
    public static WinogradForm? For(int kernelH, int kernelW, int channels, int filters, int height, int width, Circumstances circumstances)
    {
        WinogradForm? best = null;
        double least = 0, most = DirectCycles(kernelH * kernelW, channels, filters, (double)height * width, circumstances) / Margin;
        foreach (WinogradForm form in WinogradForm.All)
        {
            if (!form.IsOf(kernelH, kernelW) || !Fits(form, channels, filters)) continue;
            double cycles = Cycles(form, channels, filters, height, width, circumstances);
            if (cycles >= most || (best is { } other && cycles >= least * (form.Products < other.Products ? About : 1 / About))) continue;
            (best, least) = (form, cycles);
        }

        return best;
    }

    /// <summary>Every form of such a kernel, and what it is estimated to take.</summary>
    /// <param name="kernelH">Rows of the kernel.</param>
    /// <param name="kernelW">Columns of the kernel.</param>
    /// <param name="channels">Channels that are read.</param>
    /// <param name="filters">Channels that are written.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="circumstances">What is known of a run.</param>
    public static AlgorithmCandidate[] Candidates(int kernelH, int kernelW, int channels, int filters, int height, int width, Circumstances circumstances) =>
    [
        .. WinogradForm.All.ToArray().Where(form => form.IsOf(kernelH, kernelW))
            .Select(form => new AlgorithmCandidate(form.ToString(), ConvolutionWay.Of(form), Cycles(form, channels, filters, height, width, circumstances), Limit(form, channels, filters))),
    ];

    /// <summary>What the direct sums over so many pixels are estimated to take.</summary>
    public static double DirectCycles(int taps, int channels, int filters, double pixels, Circumstances circumstances) =>
        ProductCycles(taps * pixels * channels * filters) * circumstances.Instructions + FetchingCycles((double)taps * channels * filters, circumstances);

    /// <summary>The form that is fastest for the gradient of the weights; null where none pays. Over all pictures, for their sum belongs to the batch.</summary>
    /// <param name="kernelH">Rows of the kernel.</param>
    /// <param name="kernelW">Columns of the kernel.</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="filters">Channels of the results.</param>
    /// <param name="images">Pictures.</param>
    /// <param name="height">Rows of a picture's results.</param>
    /// <param name="width">Columns of a picture's results.</param>
    public static WinogradForm? ForWeights(int kernelH, int kernelW, int channels, int filters, int images, int height, int width)
    {
        WinogradForm? best = null;
        double least = ProductCycles((double)kernelH * kernelW * images * height * width * channels * filters) / Margin;
        foreach (WinogradForm form in WinogradForm.All)
        {
            if (!form.IsOf(kernelH, kernelW) || Math.Min(channels, filters) < FewestChannels) continue;
            double cycles = WeightCycles(form, channels, filters, images, height, width);
            if (cycles >= least) continue;
            (best, least) = (form, cycles);
        }

        return best;
    }

    private static double WeightCycles(WinogradForm form, int channels, int filters, int images, int height, int width)
    {
        int tiles = checked(images * form.Tiles(height, width));
        double weights = (double)channels * filters, products = form.Products * tiles * weights / OuterProductsPerCycle;
        double sums = form.Products * weights * SumsCycles * WinogradWeightCut.BlocksOf(form, tiles, channels, filters).Count;
        return products + sums + (double)tiles * (Vectors(channels) + Vectors(filters)) * GradientCycles * HalvesOf(form);
    }

    private static bool Fits(WinogradForm form, int channels, int filters) =>
        Math.Min(channels, filters) >= FewestChannels && channels <= form.MostChannels && Weights(form, channels, filters) <= MostWeights;

    private static long Weights(WinogradForm form, int channels, int filters) => (long)form.Products * channels * filters;

    /// <summary>Why so many channels are not transformed, however much it would save; null where nothing stands against it.</summary>
    private static string? Limit(WinogradForm form, int channels, int filters) =>
        Fits(form, channels, filters) ? null
        : Math.Min(channels, filters) < FewestChannels ? $"fewer than {FewestChannels} channels"
        : channels > form.MostChannels ? $"more than {form.MostChannels} channels would round too much"
        : "transformed weights too large";

    private static double ProductCycles(double multiplyAdds) => multiplyAdds / MultiplyAddsPerCycle;

    /// <summary>Weights are fetched once for all pictures, through one memory for all threads.</summary>
    private static double FetchingCycles(double weights, Circumstances circumstances) => sizeof(float) * weights / WeightBytesPerCycle * circumstances.Threads / circumstances.Images;

    /// <summary>Cycles of all cores for one picture.</summary>
    private static double Cycles(WinogradForm form, int channels, int filters, int height, int width, Circumstances circumstances)
    {
        double tiles = form.Tiles(height, width), weights = (double)channels * filters;
        double unevenness = circumstances.Threads == 1 ? 1
            : circumstances.Unevenness(WinogradProduct.PiecesFor(form, circumstances, height, width, channels, filters));
        double computing = circumstances.Instructions * unevenness;
        double products = ProductCycles(form.Products * tiles * weights) * computing, fetching = FetchingCycles(form.Products * weights, circumstances);
        return products + fetching + tiles * (Vectors(channels) * InputCyclesOf(form) + Vectors(filters) * OutputCyclesOf(form)) * computing;
    }

    /// <summary>Cycles that a vector of channels of a tile takes; the columns that two tiles share are counted once.</summary>
    private static double InputCyclesOf(WinogradForm form) => InputCycles * HalvesOf(form);

    private static double HalvesOf(WinogradForm form) => form.InH * form.OutW + form.Products;

    private static double OutputCyclesOf(WinogradForm form) => OutputCycles * (form.OutH * form.InW + form.OutH * form.OutW);

    private static int Vectors(int channels) => (channels + 15) / 16;
}
