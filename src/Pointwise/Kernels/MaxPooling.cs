using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The largest value under a window, lanes across channels. Of equal values the first tap in row-major order wins; what is not a number
/// wins over all before it; a window without a pixel gives minus infinity.
/// </summary>
internal static unsafe class MaxPooling
{
    /// <summary>The tap index of an output whose window holds no pixel.</summary>
    private const float NoTap = -1;

    /// <summary>
    /// y = the largest of x under each window. The winning taps go to the positions, unless these are none: for every output element in
    /// stored order, without gaps, row tap * columns of the kernel + column tap as a float.
    /// </summary>
    public static void Forward(Workers workers, SlidingAxis vertical, SlidingAxis horizontal, Rows x, Rows y, Rows positions)
    {
        Debug.Assert(x.N == y.N && x.C == y.C && (positions.IsNone || positions.Elements >= y.Elements));
        PoolTables tables = PoolTables.Forward(workers, vertical, horizontal, x, y);
        if (positions.IsNone)
        {
            var maxima = new MaximaWork(new SeparableMaxima(tables, vertical, horizontal, x, y.H, y.W), y, workers);
            workers.Run(ref maxima, maxima.Split.Count);
            return;
        }

        var work = new WinnersWork(tables, vertical, horizontal, x, y, positions.Data);
        workers.Run(ref work, work.Split.Count);
    }

    /// <summary>Every x gets the gradients of the outputs whose largest value it was, in row-major order of the outputs.</summary>
    public static void Backward(Workers workers, SlidingAxis vertical, SlidingAxis horizontal, Rows outputGradient, Rows positions, Rows inputGradient, bool accumulate)
    {
        Debug.Assert(inputGradient.N == outputGradient.N && inputGradient.C == outputGradient.C && positions.Elements >= outputGradient.Elements);
        PoolTables tables = PoolTables.Backward(workers, vertical, horizontal, inputGradient, outputGradient);
        var work = new BackwardWork(tables, vertical, horizontal, outputGradient, positions.Data, inputGradient, accumulate);
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct MaximaWork(SeparableMaxima maxima, Rows y, Workers workers) : IWork
    {
        public Split Split { get; } = Split.OfRows(y.N * y.H, y.W * y.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* line = (float*)workers.Scratch(worker).Bytes(maxima.LineFloats * sizeof(float));
            for (int row = Split.Start(piece); row < Split.End(piece); row++) maxima.Row<TLanes, TVector>(row, line, y.Row((long)row * y.W), y.Stride);
        }
    }

    private readonly struct WinnersWork(PoolTables tables, SlidingAxis vertical, SlidingAxis horizontal, Rows x, Rows y, float* positions) : IWork
    {
        public Split Split { get; } = Split.OfRows(y.N * y.H, y.W * y.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Reach rows = tables.Rows[row % y.H];
                long line = (long)(row / y.H * x.H + rows.First) * x.W, output = (long)row * y.W;
                for (int column = 0; column < y.W; column++)
                {
                    Reach columns = tables.Columns[column];
                    var patch = new Patch(x.Row(line + columns.First), (nint)vertical.Dilation * x.W * x.Stride, (nint)horizontal.Dilation * x.Stride, rows.Count, columns.Count);
                    float* destination = y.Row(output + column);
                    var taps = new Taps(rows.Tap * horizontal.Taps + columns.Tap, horizontal.Taps - columns.Count);
                    float* winners = positions + (output + column) * y.C;
                    int kept = Winner<TLanes, TVector>(patch, taps, destination, winners, 0, y.C);
                    if (kept < y.C) Winner<Lanes1, float>(patch, taps, destination, winners, kept, y.C);
                }
            }
        }
    }

    private readonly struct BackwardWork(
        PoolTables tables, SlidingAxis vertical, SlidingAxis horizontal, Rows outputGradient, float* positions, Rows inputGradient, bool accumulate) : IWork
    {
        public Split Split { get; } = Split.OfRows(inputGradient.N * inputGradient.H, inputGradient.W * inputGradient.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int channels = inputGradient.C;
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                Cover rows = tables.RowCovers[row % inputGradient.H];
                long line = (long)(row / inputGradient.H * outputGradient.H + rows.First) * outputGradient.W;
                nint rowStep = (nint)vertical.OutputStep * outputGradient.W, columnStep = horizontal.OutputStep;
                for (int column = 0; column < inputGradient.W; column++)
                {
                    Cover columns = tables.ColumnCovers[column];
                    long first = line + columns.First;
                    var gradients = new Patch(outputGradient.Row(first), rowStep * outputGradient.Stride, columnStep * outputGradient.Stride, rows.Count, columns.Count);
                    var winners = new Patch(positions + first * channels, rowStep * channels, columnStep * channels, rows.Count, columns.Count);
                    var taps = new Cast(rows.Tap * horizontal.Taps + columns.Tap, vertical.TapStep * horizontal.Taps, horizontal.TapStep);
                    float* destination = inputGradient.Row((long)row * inputGradient.W + column);
                    int done = Collect<TLanes, TVector>(gradients, winners, taps, destination, 0, channels, accumulate);
                    if (done < channels) Collect<Lanes1, float>(gradients, winners, taps, destination, done, channels, accumulate);
                }
            }
        }
    }

    /// <summary>The pixels of one window inside the picture.</summary>
    private readonly struct Patch(float* first, nint rowStep, nint columnStep, int rows, int columns)
    {
        public readonly float* First = first;
        public readonly nint RowStep = rowStep, ColumnStep = columnStep;
        public readonly int Rows = rows, Columns = columns;
    }

    /// <summary>The first tap's index, and how many a row of taps skips at its end.</summary>
    private readonly record struct Taps(int First, int Skip);

    /// <summary>The tap that the first output reads with, and how much lower the next output's is down and across.</summary>
    private readonly record struct Cast(int First, int RowStep, int ColumnStep);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Winner<TLanes, TVector>(Patch patch, Taps taps, float* destination, float* winners, int from, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        nint rowStep = patch.RowStep, columnStep = patch.ColumnStep;
        int rows = patch.Rows, columns = patch.Columns, i = from;
        TVector one = TLanes.All(1), skip = TLanes.All(taps.Skip), firstTap = TLanes.All(rows == 0 || columns == 0 ? NoTap : taps.First);
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector largest = TLanes.All(float.NegativeInfinity), winner = firstTap, tap = firstTap;
            float* line = patch.First + i;
            for (int r = 0; r < rows; r++, line += rowStep)
            {
                float* pixel = line;
                for (int k = 0; k < columns; k++, pixel += columnStep)
                {
                    TVector value = TLanes.Load(pixel);
                    winner = TLanes.IfEqual(value, value, TLanes.IfGreater(value, largest, tap, winner), tap);
                    largest = TLanes.IfEqual(value, value, TLanes.Max(value, largest), value);
                    tap = TLanes.Add(tap, one);
                }

                tap = TLanes.Add(tap, skip);
            }

            TLanes.Store(largest, destination + i);
            TLanes.Store(winner, winners + i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Collect<TLanes, TVector>(Patch gradients, Patch winners, Cast taps, float* destination, int from, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        nint rowStep = gradients.RowStep, columnStep = gradients.ColumnStep, winnerRowStep = winners.RowStep, winnerColumnStep = winners.ColumnStep;
        int rows = gradients.Rows, columns = gradients.Columns, i = from;
        TVector tapRowStep = TLanes.All(taps.RowStep), tapColumnStep = TLanes.All(taps.ColumnStep), firstTap = TLanes.All(taps.First);
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector sum = TLanes.Zero, rowTap = firstTap;
            float* line = gradients.First + i, winnerLine = winners.First + i;
            for (int r = 0; r < rows; r++, line += rowStep, winnerLine += winnerRowStep)
            {
                TVector tap = rowTap;
                float* gradient = line, winner = winnerLine;
                for (int k = 0; k < columns; k++, gradient += columnStep, winner += winnerColumnStep)
                {
                    sum = TLanes.Add(sum, TLanes.IfEqual(TLanes.Load(winner), tap, TLanes.Load(gradient), TLanes.Zero));
                    tap = TLanes.Subtract(tap, tapColumnStep);
                }

                rowTap = TLanes.Subtract(rowTap, tapRowStep);
            }

            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), sum) : sum, destination + i);
        }

        return i;
    }
}
