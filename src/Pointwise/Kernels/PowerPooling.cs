using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The p-norm under a window or bin, lanes across channels: the root of the sum of |x|^p. The pixels of one row are summed from the left,
/// the rows' sums from the top.
/// </summary>
internal static unsafe class PowerPooling
{
    /// <summary>y = the p-norm of x under each window or bin.</summary>
    public static void Forward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, int p, Rows x, Rows y) where TAxis : struct, IPoolAxis
    {
        Debug.Assert(x.N == y.N && x.C == y.C);
        PoolTables tables = PoolTables.Forward(workers, vertical, horizontal, x, y);
        var work = new ForwardWork(tables, vertical.Dilation, horizontal.Dilation, p, x, y);
        workers.Run(ref work, work.Split.Count);
    }

    /// <summary>
    /// Every x gets sign(x) |x|^(p-1) times the sum of dy y^(1-p) over the outputs that it went into; an output of 0 sends nothing.
    /// The gradient of the output is left multiplied by y^(1-p).
    /// </summary>
    public static void Backward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, int p, Rows x, Rows y, Rows outputGradient, Rows inputGradient, bool accumulate)
        where TAxis : struct, IPoolAxis
    {
        PoolTables tables = PoolTables.Backward(workers, vertical, horizontal, x, y);
        if (p > 1) Elementwise.Map(workers, new NormShare(p), outputGradient, y, outputGradient);
        var work = new BackwardWork(tables, vertical.OutputStep, horizontal.OutputStep, p, x, outputGradient, inputGradient, accumulate, workers);
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct ForwardWork(PoolTables tables, int rowDilation, int columnDilation, int p, Rows x, Rows y) : IWork
    {
        public Split Split { get; } = Split.OfRows(y.N * y.H, y.W * y.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint rowStep = (nint)rowDilation * x.W * x.Stride, columnStep = (nint)columnDilation * x.Stride;
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Reach rows = tables.Rows[row % y.H];
                long line = (long)(row / y.H * x.H + rows.First) * x.W;
                for (int column = 0; column < y.W; column++)
                {
                    Reach columns = tables.Columns[column];
                    float* pixels = x.Row(line + columns.First), destination = y.Row((long)row * y.W + column);
                    int done = Norm<TLanes, TVector>(pixels, rowStep, columnStep, rows.Count, columns.Count, p, destination, 0, y.C);
                    if (done < y.C) Norm<Lanes1, float>(pixels, rowStep, columnStep, rows.Count, columns.Count, p, destination, done, y.C);
                }
            }
        }
    }

    private readonly struct BackwardWork(
        PoolTables tables, int rowStep, int columnStep, int p, Rows x, Rows shares, Rows inputGradient, bool accumulate, Workers workers) : IWork
    {
        public Split Split { get; } = Split.OfRows(x.N * x.H, x.W * x.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint down = (nint)rowStep * shares.W * shares.Stride, across = (nint)columnStep * shares.Stride;
            int channels = x.C;
            float* sums = (float*)workers.Scratch(worker).Bytes((long)channels * sizeof(float));
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Cover rows = tables.RowCovers[row % x.H];
                long line = (long)(row / x.H * shares.H + rows.First) * shares.W;
                for (int column = 0; column < x.W; column++)
                {
                    Cover columns = tables.ColumnCovers[column];
                    float* share = shares.Row(line + columns.First);
                    long pixel = (long)row * x.W + column;
                    int done = AveragePooling.Collect<TLanes, TVector>(share, down, across, rows.Count, columns.Count, sums, 0, channels, accumulate: false);
                    if (done < channels) AveragePooling.Collect<Lanes1, float>(share, down, across, rows.Count, columns.Count, sums, done, channels, accumulate: false);
                    done = Derive<TLanes, TVector>(x.Row(pixel), sums, p, inputGradient.Row(pixel), 0, channels, accumulate);
                    if (done < channels) Derive<Lanes1, float>(x.Row(pixel), sums, p, inputGradient.Row(pixel), done, channels, accumulate);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Norm<TLanes, TVector>(float* pixels, nint rowStep, nint columnStep, int rows, int columns, int p, float* destination, int from, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector sum = TLanes.Zero;
            float* line = pixels + i;
            for (int r = 0; r < rows; r++, line += rowStep)
            {
                TVector lineSum = TLanes.Zero;
                float* pixel = line;
                for (int k = 0; k < columns; k++, pixel += columnStep) lineSum = TLanes.Add(lineSum, Power<TLanes, TVector>(TLanes.Abs(TLanes.Load(pixel)), p));
                sum = TLanes.Add(sum, lineSum);
            }

            TLanes.Store(Root<TLanes, TVector>(sum, p), destination + i);
        }

        return i;
    }

    /// <summary>destination (+)= sums * sign(x) |x|^(p-1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Derive<TLanes, TVector>(float* x, float* sums, int p, float* destination, int from, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector value = TLanes.Load(x + i), factor = Power<TLanes, TVector>(TLanes.Abs(value), p - 1);
            factor = TLanes.IfGreater(value, TLanes.Zero, factor, TLanes.IfEqual(value, TLanes.Zero, TLanes.Zero, TLanes.Subtract(TLanes.Zero, factor)));
            TVector gradient = TLanes.Multiply(TLanes.Load(sums + i), factor);
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), gradient) : gradient, destination + i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Power<TLanes, TVector>(TVector x, int p)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector power = p == 0 ? TLanes.All(1) : x;
        for (int i = 1; i < p; i++) power = TLanes.Multiply(power, x);
        return power;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Root<TLanes, TVector>(TVector sum, int p)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (p == 1) return sum;
        return p == 2 ? TLanes.Sqrt(sum) : TLanes.Divide(TLanes.All(1), Transcendental.InversePower<TLanes, TVector>(sum, TLanes.All(1f / p)));
    }

    /// <summary>x y^(1-p) where y is above 0, else 0.</summary>
    private readonly struct NormShare(int p) : IFunction2
    {
        private readonly float power = p - 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.IfGreater(y, TLanes.Zero, TLanes.Multiply(x, Transcendental.InversePower<TLanes, TVector>(y, TLanes.All(power))), TLanes.Zero);
    }
}
