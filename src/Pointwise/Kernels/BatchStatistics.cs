namespace Pointwise.Kernels;

/// <summary>Mean, variance and what follows from them per channel of a batch.</summary>
internal static unsafe class BatchStatistics
{
    /// <summary>
    /// One reading of x: mean, 1 / sqrt(biased variance + epsilon) and factor = weight times that, and the running statistics moved
    /// by <paramref name="momentum"/> towards the mean and the unbiased variance (the biased one where each channel has one value).
    /// </summary>
    public static void Measure(Workers workers, Rows x, float epsilon, float momentum, Rows weight, Rows runningMean, Rows runningVariance, in Saved saved)
    {
        if (x.Elements == 0) return;
        var sums = (float*)workers.CallScratch.Bytes(ColumnSums.Floats(x) * sizeof(float));
        Measure(workers, x, epsilon, momentum, weight, runningMean, runningVariance, saved, sums);
    }

    /// <summary>The same with room given for <see cref="ColumnSums.Floats"/>; no running statistics are moved where there are none.</summary>
    public static void Measure(
        Workers workers, Rows x, float epsilon, float momentum, Rows weight, Rows runningMean, Rows runningVariance, in Saved saved, float* sums)
    {
        ColumnSums.Run<Deviation>(workers, x, default, default, default, default, sums);
        var work = new Combine(x, sums, epsilon, momentum, weight, runningMean, runningVariance, saved);
        workers.Run(ref work, ColumnSums.Channels(x).Count);
    }

    /// <summary>factor = weight / sqrt(variance + epsilon).</summary>
    public static void Factor(Rows weight, Rows variance, float epsilon, Rows factor)
    {
        for (int c = 0; c < weight.C; c++) factor.Data[c] = (float)(weight.Data[c] / Math.Sqrt((double)variance.Data[c] + epsilon));
    }

    /// <summary>What forward leaves for backward, cut out of one row of three floats a channel.</summary>
    internal readonly struct Saved(Rows all)
    {
        public Rows Mean { get; } = all.Slice(0, all.C / 3);

        public Rows InverseDeviation { get; } = all.Slice(all.C / 3, all.C / 3);

        public Rows Factor { get; } = all.Slice(all.C / 3 * 2, all.C / 3);
    }

    private readonly struct Combine(Rows x, float* sums, float epsilon, float momentum, Rows weight, Rows runningMean, Rows runningVariance, Saved saved) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split channels = ColumnSums.Channels(x);
            int start = channels.Start(piece), count = channels.End(piece) - start;
            double* mean = stackalloc double[2 * ColumnSums.ChannelsPerPiece];
            double* squares = mean + ColumnSums.ChannelsPerPiece;
            new Span<double>(mean, 2 * ColumnSums.ChannelsPerPiece).Clear();
            Gather(start, count, mean, squares);
            for (int i = 0; i < count; i++) Finish(start + i, mean[i], squares[i]);
        }

        /// <summary>Joins mean and sum of squared deviations of all pieces, as Chan, Golub and LeVeque 1983 do.</summary>
        private void Gather(int start, int count, double* mean, double* squares)
        {
            Split pieces = ColumnSums.Pieces(x);
            double before = 0;
            for (int p = 0; p < pieces.Count; p++)
            {
                double rows = pieces.End(p) - pieces.Start(p), share = rows / (before + rows);
                float* centre = x.Row(pieces.Start(p)) + start;
                float* sum = sums + 2L * x.C * p + start;
                for (int i = 0; i < count; i++)
                {
                    double offset = sum[i] / rows;
                    double apart = centre[i] + offset - mean[i];
                    squares[i] += Math.Max(0, sum[x.C + i] - sum[i] * offset) + apart * apart * before * share;
                    mean[i] += apart * share;
                }

                before += rows;
            }
        }

        private void Finish(int c, double mean, double squares)
        {
            int n = x.Count;
            double inverse = 1 / Math.Sqrt(squares / n + epsilon);
            saved.Mean.Data[c] = (float)mean;
            saved.InverseDeviation.Data[c] = (float)inverse;
            saved.Factor.Data[c] = (float)(weight.Data[c] * inverse);
            if (runningMean.IsNone) return;
            Move(runningMean.Data + c, mean);
            Move(runningVariance.Data + c, squares / Math.Max(1, n - 1));
        }

        private void Move(float* running, double value) => *running = (float)((1 - (double)momentum) * *running + momentum * value);
    }
}
