using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The mean under a window or bin, lanes across channels: the sum of the pixels, multiplied by 1 / divisor.</summary>
internal static unsafe class AveragePooling
{
    /// <summary>y = the mean of x under each window or bin.</summary>
    public static void Forward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, Rows x, Rows y) where TAxis : struct, IPoolAxis =>
        WindowSums.Forward(workers, vertical, horizontal, default(Mean<Plain>), x, y);

    /// <summary>y = the mean of x under each window or bin and a value per channel, rectified if asked.</summary>
    public static void Forward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, Rows x, Rows bias, bool rectify, Rows y) where TAxis : struct, IPoolAxis
    {
        if (rectify) WindowSums.Forward(workers, vertical, horizontal, new Mean<AddBiasRectify>(bias.Data), x, y);
        else WindowSums.Forward(workers, vertical, horizontal, new Mean<AddBias>(bias.Data), x, y);
    }

    /// <summary>
    /// Every x gets its share of the gradients of the outputs that it went into, in row-major order of the outputs.
    /// The gradient of the output is left divided by each output's divisor.
    /// </summary>
    public static void Backward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, Rows outputGradient, Rows inputGradient, bool accumulate)
        where TAxis : struct, IPoolAxis
    {
        PoolTables tables = PoolTables.Backward(workers, vertical, horizontal, inputGradient, outputGradient);
        var share = new ShareWork(tables, outputGradient);
        workers.Run(ref share, share.Split.Count);
        WindowSums.Backward(workers, vertical, horizontal, default(Mean<Plain>), tables, outputGradient, default, inputGradient, accumulate);
    }

    private readonly struct Mean<TEpilogue>(float* bias) : IWindowSum
        where TEpilogue : struct, IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of<TLanes, TVector>(TVector pixel)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => pixel;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TLanes, TVector>(TVector sum, TVector share, int channel)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => TEpilogue.Apply<TLanes, TVector>(TLanes.Multiply(sum, share), bias + channel, null);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Slope<TLanes, TVector>(TVector sum, float* pixel)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => sum;
    }

    private readonly struct ShareWork(PoolTables tables, Rows gradient) : IWork
    {
        public Split Split { get; } = Split.OfRows(gradient.N * gradient.H, gradient.W * gradient.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Reach rows = tables.Rows[row % gradient.H];
                for (int column = 0; column < gradient.W; column++)
                {
                    float* pixel = gradient.Row((long)row * gradient.W + column);
                    float share = WindowSums.Share(rows, tables.Columns[column]);
                    int done = Multiply<TLanes, TVector>(pixel, share, 0, gradient.C);
                    if (done < gradient.C) Multiply<Lanes1, float>(pixel, share, done, gradient.C);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Multiply<TLanes, TVector>(float* values, float factor, int from, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector factors = TLanes.All(factor);
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count) TLanes.Store(TLanes.Multiply(TLanes.Load(values + i), factors), values + i);
        return i;
    }
}
