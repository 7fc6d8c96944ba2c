using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The mean under a window or bin, lanes across channels. The pixels of one row are summed from the left, the rows' sums from the top,
/// and the whole is multiplied by 1 / divisor.
/// </summary>
internal static unsafe class AveragePooling
{
    private const int ChannelsPerPiece = 64;
    private const int FewRows = 16;

    /// <summary>y = the mean of x under each window or bin.</summary>
    public static void Forward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, Rows x, Rows y) where TAxis : struct, IPoolAxis
    {
        Debug.Assert(x.N == y.N && x.C == y.C);
        PoolTables tables = PoolTables.Forward(workers, vertical, horizontal, x, y);
        var work = new ForwardWork(tables, vertical.Dilation, horizontal.Dilation, x, y);
        workers.Run(ref work, work.Split.Count * work.Channels.Count);
    }

    /// <summary>
    /// Every x gets its share of the gradients of the outputs that it went into, in row-major order of the outputs.
    /// The gradient of the output is left divided by each output's divisor.
    /// </summary>
    public static void Backward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, Rows outputGradient, Rows inputGradient, bool accumulate)
        where TAxis : struct, IPoolAxis
    {
        Debug.Assert(inputGradient.N == outputGradient.N && inputGradient.C == outputGradient.C);
        PoolTables tables = PoolTables.Backward(workers, vertical, horizontal, inputGradient, outputGradient);
        var share = new ShareWork(tables, outputGradient);
        workers.Run(ref share, share.Split.Count);
        var work = new BackwardWork(tables, vertical.OutputStep, horizontal.OutputStep, outputGradient, inputGradient, accumulate);
        workers.Run(ref work, work.Split.Count);
    }

    private static float Factor(Reach rows, Reach columns)
    {
        long divisor = (long)rows.Divisor * columns.Divisor;
        return divisor == 0 ? 0 : 1f / divisor;
    }

    private readonly struct ForwardWork(PoolTables tables, int rowDilation, int columnDilation, Rows x, Rows y) : IWork
    {
        public Split Split { get; } = Split.OfRows(y.N * y.H, y.W * y.C);

        /// <summary>A few output rows are cut along the channels too, so that one picture's global mean keeps all threads busy.</summary>
        public Split Channels { get; } = new(y.C, y.N * y.H < FewRows ? ChannelsPerPiece : Math.Max(1, y.C));

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int first = Channels.Start(piece % Channels.Count), end = Channels.End(piece % Channels.Count);
            piece /= Channels.Count;
            nint rowStep = (nint)rowDilation * x.W * x.Stride, columnStep = (nint)columnDilation * x.Stride;
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Reach rows = tables.Rows[row % y.H];
                long line = (long)(row / y.H * x.H + rows.First) * x.W;
                for (int column = 0; column < y.W; column++)
                {
                    Reach columns = tables.Columns[column];
                    float* pixels = x.Row(line + columns.First), destination = y.Row((long)row * y.W + column);
                    float factor = Factor(rows, columns);
                    int done = Mean<TLanes, TVector>(pixels, rowStep, columnStep, rows.Count, columns.Count, factor, destination, first, end);
                    if (done < end) Mean<Lanes1, float>(pixels, rowStep, columnStep, rows.Count, columns.Count, factor, destination, done, end);
                }
            }
        }
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
                    float share = Factor(rows, tables.Columns[column]);
                    int done = Multiply<TLanes, TVector>(pixel, share, 0, gradient.C);
                    if (done < gradient.C) Multiply<Lanes1, float>(pixel, share, done, gradient.C);
                }
            }
        }
    }

    private readonly struct BackwardWork(PoolTables tables, int rowStep, int columnStep, Rows outputGradient, Rows inputGradient, bool accumulate) : IWork
    {
        public Split Split { get; } = Split.OfRows(inputGradient.N * inputGradient.H, inputGradient.W * inputGradient.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint down = (nint)rowStep * outputGradient.W * outputGradient.Stride, across = (nint)columnStep * outputGradient.Stride;
            int channels = inputGradient.C;
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Cover rows = tables.RowCovers[row % inputGradient.H];
                long line = (long)(row / inputGradient.H * outputGradient.H + rows.First) * outputGradient.W;
                for (int column = 0; column < inputGradient.W; column++)
                {
                    Cover columns = tables.ColumnCovers[column];
                    float* shares = outputGradient.Row(line + columns.First), destination = inputGradient.Row((long)row * inputGradient.W + column);
                    int done = Collect<TLanes, TVector>(shares, down, across, rows.Count, columns.Count, destination, 0, channels, accumulate);
                    if (done < channels) Collect<Lanes1, float>(shares, down, across, rows.Count, columns.Count, destination, done, channels, accumulate);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Mean<TLanes, TVector>(float* pixels, nint rowStep, nint columnStep, int rows, int columns, float factor, float* destination, int from, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector factors = TLanes.All(factor);
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector sum = TLanes.Zero;
            float* line = pixels + i;
            for (int r = 0; r < rows; r++, line += rowStep)
            {
                TVector lineSum = TLanes.Zero;
                float* pixel = line;
                for (int k = 0; k < columns; k++, pixel += columnStep) lineSum = TLanes.Add(lineSum, TLanes.Load(pixel));
                sum = TLanes.Add(sum, lineSum);
            }

            TLanes.Store(TLanes.Multiply(sum, factors), destination + i);
        }

        return i;
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

    /// <summary>Per channel the sum of the outputs that read one input; how far it came in whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Collect<TLanes, TVector>(float* shares, nint rowStep, nint columnStep, int rows, int columns, float* destination, int from, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector sum = TLanes.Zero;
            float* line = shares + i;
            for (int r = 0; r < rows; r++, line += rowStep)
            {
                float* share = line;
                for (int k = 0; k < columns; k++, share += columnStep) sum = TLanes.Add(sum, TLanes.Load(share));
            }

            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), sum) : sum, destination + i);
        }

        return i;
    }
}
