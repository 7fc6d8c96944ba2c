using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The largest values under windows without where they lie: first down the columns, into a line of pixels that stays in the first cache, then along
/// it. A window of nine pixels needs six values, not nine, and each step runs through memory in order.
/// </summary>
internal readonly unsafe struct SeparableMaxima(PoolTables tables, int verticalStep, int horizontalStep, Rows x, Rows y, Workers workers) : IWork
{
    public Split Split { get; } = Split.OfRows(y.N * y.H, y.W * y.C);

    public void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int channels = x.C;
        nint lineStep = (nint)verticalStep * x.W * x.Stride;
        float* line = (float*)workers.Scratch(worker).Bytes((long)x.W * channels * sizeof(float));
        for (int row = Split.Start(piece); row < Split.End(piece); row++)
        {
            Reach rows = tables.Rows[row % y.H];
            float* source = x.Row((long)(row / y.H * x.H + rows.First) * x.W), destination = y.Row((long)row * y.W);
            if (x.Stride == channels) Largest<TLanes, TVector>(source, lineStep, rows.Count, line, x.W * channels);
            else
                for (int column = 0; column < x.W; column++) Largest<TLanes, TVector>(source + (nint)column * x.Stride, lineStep, rows.Count, line + (nint)column * channels, channels);
            for (int column = 0; column < y.W; column++)
            {
                Reach columns = tables.Columns[column];
                Largest<TLanes, TVector>(line + (nint)columns.First * channels, (nint)horizontalStep * channels, columns.Count, destination + (nint)column * y.Stride, channels);
            }
        }
    }

    private static void Largest<TLanes, TVector>(float* first, nint step, int count, float* destination, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int done = Whole<TLanes, TVector>(first, step, count, destination, 0, channels);
        if (done < channels) Whole<Lanes1, float>(first, step, count, destination, done, channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Whole<TLanes, TVector>(float* first, nint step, int count, float* destination, int from, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = from;
        if (count == 3)
        {
            for (; i <= channels - TLanes.Count; i += TLanes.Count)
            {
                TVector largest = Larger<TLanes, TVector>(TLanes.Load(first + i + step), TLanes.Load(first + i));
                TLanes.Store(Larger<TLanes, TVector>(TLanes.Load(first + i + 2 * step), largest), destination + i);
            }

            return i;
        }

        for (; i <= channels - TLanes.Count; i += TLanes.Count)
        {
            TVector largest = TLanes.All(float.NegativeInfinity);
            float* at = first + i;
            for (int k = 0; k < count; k++, at += step) largest = Larger<TLanes, TVector>(TLanes.Load(at), largest);
            TLanes.Store(largest, destination + i);
        }

        return i;
    }

    /// <summary>What is not a number wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Larger<TLanes, TVector>(TVector value, TVector largest)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfEqual(value, value, TLanes.Max(value, largest), value);
}
