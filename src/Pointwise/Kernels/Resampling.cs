using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Weighted sums along axes, by tables: the taps of each sum in ascending order. Lanes run across what lies side by side.</summary>
internal static unsafe class Resampling
{
    /// <summary>
    /// Resamples rows and columns of pictures, rows first: y = the sums over x, or y += them. Pixels that a table says lie outside get a value of their own.
    /// </summary>
    public static void Pictures(Workers workers, TapTable down, TapTable across, Rows x, Rows y, float outside, bool accumulate)
    {
        Debug.Assert(x.N == y.N && x.C == y.C && down.Source == x.H && down.Places == y.H && across.Source == x.W && across.Places == y.W);
        var work = new PictureWork(down, across, x, y, outside, accumulate, workers);
        workers.Run(ref work, work.Split.Count);
    }

    /// <summary>Resamples the middle axis of dense values [outer, source, inner] to [outer, places, inner].</summary>
    public static void Axis(Workers workers, TapTable table, long outer, long inner, float* x, float* y, float outside)
    {
        var work = new AxisWork(table, checked((int)(outer * table.Places)), checked((int)inner), x, y, outside);
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct PictureWork(TapTable down, TapTable across, Rows x, Rows y, float outside, bool accumulate, Workers workers) : IWork
    {
        public Split Split { get; } = Split.OfRows(y.N * y.H, y.W * y.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* mixed = (float*)workers.Scratch(worker).Bytes((long)x.W * x.C * sizeof(float));
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                (int n, int i) = Math.DivRem(row, y.H);
                int rows = down.Count(i);
                if (rows == 0)
                {
                    for (int column = 0; column < y.W; column++) Fill(y.RowSpan((long)row * y.W + column));
                    continue;
                }

                float* line = x.Row(((long)n * x.H + down.First(i)) * x.W);
                int stride = x.Stride;
                if (!down.IsCopy(i))
                {
                    Mix<TLanes, TVector>(line, rows, down.Weights(i), mixed);
                    line = mixed;
                    stride = x.C;
                }

                Line<TLanes, TVector>(line, stride, row);
            }
        }

        /// <summary>The rows of a run summed up into one dense row of pixels.</summary>
        private void Mix<TLanes, TVector>(float* line, int rows, float* weights, float* mixed)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint step = (nint)x.W * x.Stride;
            if (x.IsDense)
            {
                Sum<TLanes, TVector>(line, step, weights, rows, mixed, x.W * x.C, accumulate: false);
                return;
            }

            for (int column = 0; column < x.W; column++)
                Sum<TLanes, TVector>(line + (nint)column * x.Stride, step, weights, rows, mixed + (nint)column * x.C, x.C, accumulate: false);
        }

        private void Line<TLanes, TVector>(float* line, int stride, int row)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int column = 0; column < y.W; column++)
            {
                long pixel = (long)row * y.W + column;
                float* from = line + (nint)across.First(column) * stride;
                if (across.Count(column) == 0) Fill(y.RowSpan(pixel));
                else if (!accumulate && across.IsCopy(column)) new ReadOnlySpan<float>(from, y.C).CopyTo(y.RowSpan(pixel));
                else Sum<TLanes, TVector>(from, stride, across.Weights(column), across.Count(column), y.Row(pixel), y.C, accumulate);
            }
        }

        private void Fill(Span<float> pixel)
        {
            if (!accumulate) pixel.Fill(outside);
        }
    }

    private readonly struct AxisWork(TapTable table, int rows, int inner, float* x, float* y, float outside) : IWork
    {
        public Split Split { get; } = Split.OfRows(rows, inner);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                (int outer, int place) = Math.DivRem(row, table.Places);
                float* from = x + ((long)outer * table.Source + table.First(place)) * inner, to = y + (long)row * inner;
                if (table.Count(place) == 0) new Span<float>(to, inner).Fill(outside);
                else if (table.IsCopy(place)) new ReadOnlySpan<float>(from, inner).CopyTo(new Span<float>(to, inner));
                else Sum<TLanes, TVector>(from, inner, table.Weights(place), table.Count(place), to, inner, accumulate: false);
            }
        }
    }

    /// <summary>destination (+)= the sum over taps of weight times the floats from source + tap * step on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TLanes, TVector>(float* source, nint step, float* weights, int taps, float* destination, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector sum = TLanes.Multiply(TLanes.All(weights[0]), TLanes.Load(source + i));
            for (int tap = 1; tap < taps; tap++) sum = TLanes.MultiplyAdd(TLanes.All(weights[tap]), TLanes.Load(source + tap * step + i), sum);
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), sum) : sum, destination + i);
        }

        for (; i < count; i++)
        {
            float sum = weights[0] * source[i];
            for (int tap = 1; tap < taps; tap++) sum = Lanes1.MultiplyAdd(weights[tap], source[tap * step + i], sum);
            destination[i] = accumulate ? destination[i] + sum : sum;
        }
    }
}
