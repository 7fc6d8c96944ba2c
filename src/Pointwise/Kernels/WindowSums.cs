using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>What is summed under the windows of a pool, and what becomes of the sum.</summary>
internal unsafe interface IWindowSum
{
    /// <summary>What a pixel adds.</summary>
    TVector Of<TLanes, TVector>(TVector pixel)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>The result of a sum.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="share">1 / the window's divisor.</param>
    /// <param name="channel">The first channel.</param>
    TVector Finish<TLanes, TVector>(TVector sum, TVector share, int channel)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>The gradient of a pixel.</summary>
    /// <param name="sum">What the windows over it send back, summed.</param>
    /// <param name="pixel">Where it stands; not there for what does not read it.</param>
    TVector Slope<TLanes, TVector>(TVector sum, float* pixel)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>
/// Sums under windows or bins, lanes across channels. Forward, the pixels of one row are summed from the left and the rows' sums from the top;
/// backward, the outputs that read a pixel are summed in row-major order.
/// </summary>
internal static unsafe class WindowSums
{
    private const int ChannelsPerPiece = 64;
    private const int FewRows = 16;

    /// <summary>y = what the function makes of the sum of x under each window or bin.</summary>
    public static void Forward<TAxis, TFunction>(Workers workers, TAxis vertical, TAxis horizontal, TFunction function, Rows x, Rows y)
        where TAxis : struct, IPoolAxis
        where TFunction : struct, IWindowSum
    {
        Debug.Assert(x.N == y.N && x.C == y.C);
        PoolTables tables = PoolTables.Forward(workers, vertical, horizontal, x, y);
        var work = new ForwardWork<TFunction>(tables, vertical.Dilation, horizontal.Dilation, function, x, y);
        workers.Run(ref work, work.Split.Count * work.Channels.Count);
    }

    /// <summary>inputGradient = what the function makes of the sum of shares that each pixel of x gets, or is added to.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="vertical">The axis of rows.</param>
    /// <param name="horizontal">The axis of columns.</param>
    /// <param name="function">The function.</param>
    /// <param name="tables">Both axes, backward.</param>
    /// <param name="shares">What each output sends to every pixel that it read.</param>
    /// <param name="x">The pixels; none for a function that does not read them.</param>
    /// <param name="inputGradient">Takes the result.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    public static void Backward<TAxis, TFunction>(
        Workers workers, TAxis vertical, TAxis horizontal, TFunction function, PoolTables tables, Rows shares, Rows x, Rows inputGradient, bool accumulate)
        where TAxis : struct, IPoolAxis
        where TFunction : struct, IWindowSum
    {
        Debug.Assert(inputGradient.N == shares.N && inputGradient.C == shares.C);
        var work = new BackwardWork<TFunction>(tables, vertical.OutputStep, horizontal.OutputStep, function, shares, x, inputGradient, accumulate);
        workers.Run(ref work, work.Split.Count);
    }

    /// <summary>1 over what a mean divides by.</summary>
    public static float Share(Reach rows, Reach columns)
    {
        long divisor = (long)rows.Divisor * columns.Divisor;
        return divisor == 0 ? 0 : 1f / divisor;
    }

    private readonly struct ForwardWork<TFunction>(PoolTables tables, int rowDilation, int columnDilation, TFunction function, Rows x, Rows y) : IWork
        where TFunction : struct, IWindowSum
    {
        public Split Split { get; } = Split.OfRows(y.N * y.H, y.W * y.C);

        /// <summary>A few output rows are cut along the channels too, so that one picture's global pool keeps all threads busy.</summary>
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
                    float share = Share(rows, columns);
                    int done = Sum<TLanes, TVector, TFunction>(function, pixels, rowStep, columnStep, rows.Count, columns.Count, share, destination, first, end);
                    if (done < end) Sum<Lanes1, float, TFunction>(function, pixels, rowStep, columnStep, rows.Count, columns.Count, share, destination, done, end);
                }
            }
        }
    }

    private readonly struct BackwardWork<TFunction>(
        PoolTables tables, int rowStep, int columnStep, TFunction function, Rows shares, Rows x, Rows inputGradient, bool accumulate) : IWork
        where TFunction : struct, IWindowSum
    {
        public Split Split { get; } = Split.OfRows(inputGradient.N * inputGradient.H, inputGradient.W * inputGradient.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint down = (nint)rowStep * shares.W * shares.Stride, across = (nint)columnStep * shares.Stride;
            int channels = inputGradient.C;
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Cover rows = tables.RowCovers[row % inputGradient.H];
                long line = (long)(row / inputGradient.H * shares.H + rows.First) * shares.W;
                for (int column = 0; column < inputGradient.W; column++)
                {
                    Cover columns = tables.ColumnCovers[column];
                    long place = (long)row * inputGradient.W + column;
                    float* share = shares.Row(line + columns.First), pixel = x.Row(place), destination = inputGradient.Row(place);
                    int done = Collect<TLanes, TVector, TFunction>(function, share, down, across, rows.Count, columns.Count, pixel, destination, 0, channels, accumulate);
                    if (done < channels) Collect<Lanes1, float, TFunction>(function, share, down, across, rows.Count, columns.Count, pixel, destination, done, channels, accumulate);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Sum<TLanes, TVector, TFunction>(
        TFunction function, float* pixels, nint rowStep, nint columnStep, int rows, int columns, float share, float* destination, int from, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TFunction : struct, IWindowSum
    {
        TVector shares = TLanes.All(share);
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector sum = TLanes.Zero;
            float* line = pixels + i;
            for (int r = 0; r < rows; r++, line += rowStep)
            {
                TVector lineSum = TLanes.Zero;
                float* pixel = line;
                for (int k = 0; k < columns; k++, pixel += columnStep) lineSum = TLanes.Add(lineSum, function.Of<TLanes, TVector>(TLanes.Load(pixel)));
                sum = TLanes.Add(sum, lineSum);
            }

            TLanes.Store(function.Finish<TLanes, TVector>(sum, shares, i), destination + i);
        }

        return i;
    }

    /// <summary>Per channel the sum of the outputs that read one input; how far it came in whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Collect<TLanes, TVector, TFunction>(
        TFunction function, float* shares, nint rowStep, nint columnStep, int rows, int columns, float* pixel, float* destination, int from, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TFunction : struct, IWindowSum
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

            TVector gradient = function.Slope<TLanes, TVector>(sum, pixel + i);
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), gradient) : gradient, destination + i);
        }

        return i;
    }
}
