using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The gradients of batch normalisation by the statistics of its own batch (arXiv:1502.03167, section 3): with g the gradient of the
/// result and h = (x - mean) / deviation, shift gets sum(g), weight gets sum(g h), x gets factor * (g - mean(g) - h mean(g h)).
/// One pass over x and the gradient sums, a second one writes. ReLU's mask is folded into both.
/// </summary>
internal static unsafe class NormalizationGradient
{
    /// <summary>Adds to the parameters' gradients and writes or adds to x's, each where it is wanted; x's may lie where <paramref name="gradient"/> does.</summary>
    public static void Run<TTerm>(Workers workers, Rows x, Rows gradient, Rows shift, in BatchStatistics.Saved saved,
        Rows weightGradient, Rows shiftGradient, Rows xGradient, bool accumulate)
        where TTerm : struct, IBatchTerm
    {
        Debug.Assert(gradient.Count == x.Count && gradient.C == x.C);
        if (x.Elements == 0) return;
        long floats = ColumnSums.Floats(x);
        var sums = (float*)workers.CallScratch.Bytes((floats + 2L * x.C) * sizeof(float));
        ColumnSums.Run<TTerm>(workers, x, saved.Mean, gradient, saved.Factor, shift, sums);
        var combine = new Combine(x, sums, saved, weightGradient, shiftGradient, sums + floats);
        workers.Run(ref combine, ColumnSums.Channels(x).Count);
        if (xGradient.IsNone) return;
        var work = new Work<TTerm>(new Block(x, gradient, saved.Mean.Data, saved.Factor.Data, shift.Data, sums + floats, xGradient, accumulate));
        workers.Run(ref work, Split.OfRows(x.Count, x.C).Count);
    }

    /// <summary>Writes or adds to x's gradient, factor * g, where mean and factor are constants; it may lie where <paramref name="gradient"/> does.</summary>
    public static void RunStill<TTerm>(Workers workers, Rows x, Rows gradient, Rows mean, Rows factor, Rows shift, Rows xGradient, bool accumulate)
        where TTerm : struct, IBatchTerm
    {
        Debug.Assert(gradient.Count == x.Count && gradient.C == x.C && factor.C == x.C);
        if (xGradient.IsNone || x.Elements == 0) return;
        var means = (float*)workers.CallScratch.Bytes(2L * x.C * sizeof(float));
        new Span<float>(means, 2 * x.C).Clear();
        var work = new Work<TTerm>(new Block(x, gradient, mean.Data, factor.Data, shift.Data, means, xGradient, accumulate));
        workers.Run(ref work, Split.OfRows(x.Count, x.C).Count);
    }

    /// <summary>Leaves mean(g) and -mean(g h) / deviation per channel in <paramref name="means"/>.</summary>
    private readonly struct Combine(Rows x, float* sums, BatchStatistics.Saved saved, Rows weightGradient, Rows shiftGradient, float* means) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split channels = ColumnSums.Channels(x);
            int start = channels.Start(piece), count = channels.End(piece) - start;
            double* sum = stackalloc double[2 * ColumnSums.ChannelsPerPiece];
            double* product = sum + ColumnSums.ChannelsPerPiece;
            new Span<double>(sum, 2 * ColumnSums.ChannelsPerPiece).Clear();
            int pieces = ColumnSums.Pieces(x).Count;
            for (int p = 0; p < pieces; p++)
            {
                float* part = sums + 2L * x.C * p + start;
                for (int i = 0; i < count; i++)
                {
                    sum[i] += part[i];
                    product[i] += part[x.C + i];
                }
            }

            for (int i = 0; i < count; i++) Finish(start + i, sum[i], product[i]);
        }

        private void Finish(int c, double sum, double product)
        {
            double inverse = saved.InverseDeviation.Data[c];
            if (!weightGradient.IsNone) weightGradient.Data[c] += (float)(product * inverse);
            if (!shiftGradient.IsNone) shiftGradient.Data[c] += (float)sum;
            means[c] = (float)(sum / x.Count);
            means[x.C + c] = (float)(-product * inverse * inverse / x.Count);
        }
    }

    private readonly struct Block(Rows x, Rows gradient, float* mean, float* factor, float* shift, float* means, Rows xGradient, bool accumulate)
    {
        public readonly Rows X = x, Gradient = gradient, XGradient = xGradient;
        public readonly float* Mean = mean, Factor = factor, Shift = shift, Means = means;
        public readonly bool Accumulate = accumulate;
    }

    private readonly struct Work<TTerm>(Block block) : IWork
        where TTerm : struct, IBatchTerm
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(block.X.Count, block.X.C);
            Write<TLanes, TVector, TTerm>(block, split.Start(piece), split.End(piece));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<TLanes, TVector, TTerm>(Block block, int start, int end)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TTerm : struct, IBatchTerm
    {
        int count = block.X.C, whole = count - TLanes.Count;
        bool accumulate = block.Accumulate;
        float* mean = block.Mean, factor = block.Factor, shift = block.Shift, means = block.Means;
        for (int row = start; row < end; row++)
        {
            float* x = block.X.Row(row), g = block.Gradient.Row(row), to = block.XGradient.Row(row);
            int c = 0;
            for (; c <= whole; c += TLanes.Count)
            {
                TVector value = Value<TLanes, TVector, TTerm>(x + c, g + c, mean + c, factor + c, shift + c, means + c, count);
                TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(to + c), value) : value, to + c);
            }

            for (; c < count; c++)
            {
                float value = Value<Lanes1, float, TTerm>(x + c, g + c, mean + c, factor + c, shift + c, means + c, count);
                to[c] = accumulate ? to[c] + value : value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Value<TLanes, TVector, TTerm>(float* x, float* g, float* mean, float* factor, float* shift, float* means, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TTerm : struct, IBatchTerm
    {
        TVector d = TLanes.Subtract(TLanes.Load(x), TLanes.Load(mean));
        TVector t = TTerm.Of<TLanes, TVector>(d, g, factor, shift);
        t = TLanes.MultiplyAdd(d, TLanes.Load(means + channels), TLanes.Subtract(t, TLanes.Load(means)));
        return TLanes.Multiply(TLanes.Load(factor), t);
    }
}
