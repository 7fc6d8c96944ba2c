namespace Pointwise.Kernels;

/// <summary>Instance normalisation: batch normalisation of each picture as a batch of its own.</summary>
internal static unsafe class InstanceNormalization
{
    /// <summary>Writes y, and each picture's mean, inverse deviation and factor of every channel where there is room for them.</summary>
    public static void Forward(Workers workers, Rows x, float epsilon, Rows weight, Rows shift, Rows y, Rows saved)
    {
        if (x.Elements == 0) return;
        for (int n = 0; n < x.N; n++)
        {
            Rows picture = x.Picture(n);
            long sums = ColumnSums.Floats(picture);
            // one block for the sums and, behind them, statistics that are not kept
            var memory = (float*)workers.CallScratch.Bytes((sums + 3L * x.C) * sizeof(float));
            var statistics = new BatchStatistics.Saved(saved.IsNone ? new Rows(memory + sums, 1, 1, 1, 3 * x.C, 3 * x.C) : Statistics(saved, n, x.C));
            BatchStatistics.Measure(workers, picture, epsilon, 0, weight, default, default, statistics, memory);
            Normalization.Run<Plain>(workers, picture, statistics.Mean, statistics.Factor, shift, y.Picture(n));
        }
    }

    /// <summary>Adds to the parameters' gradients and writes or adds to x's, each where it is wanted.</summary>
    public static void Backward(
        Workers workers, Rows x, Rows gradient, Rows shift, Rows saved, Rows weightGradient, Rows shiftGradient, Rows xGradient, bool accumulate)
    {
        for (int n = 0; n < x.N; n++)
        {
            NormalizationGradient.Run<PlainGradient>(workers, x.Picture(n), gradient.Picture(n), shift, new BatchStatistics.Saved(Statistics(saved, n, x.C)),
                weightGradient, shiftGradient, xGradient.IsNone ? default : xGradient.Picture(n), accumulate);
        }
    }

    private static Rows Statistics(Rows saved, int n, int channels) => saved.Slice(3 * channels * n, 3 * channels);
}
