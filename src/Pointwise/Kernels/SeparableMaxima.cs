using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The largest values under windows without where they lie: first down the columns, into a line of pixels that stays in the first cache, then along
/// it. A window of nine pixels needs six values, not nine, and each step runs through memory in order.
/// Where there are registers enough, windows of 3x3 need no line: <see cref="MaximaOfThree"/>.
/// </summary>
/// <param name="tables">Both axes.</param>
/// <param name="vertical">The axis of rows.</param>
/// <param name="horizontal">The axis of columns.</param>
/// <param name="x">The pictures.</param>
/// <param name="outputH">Rows of a picture's result.</param>
/// <param name="outputW">Columns of it.</param>
internal readonly unsafe struct SeparableMaxima(PoolTables tables, SlidingAxis vertical, SlidingAxis horizontal, Rows x, int outputH, int outputW)
{
    private readonly bool isOfThree = vertical is { Taps: 3, Dilation: 1 } && horizontal is { Taps: 3, Dilation: 1, TapStep: 1 or 2 };

    /// <summary>Floats of a line.</summary>
    public long LineFloats => (long)x.W * x.C;

    /// <summary>One row of the result.</summary>
    /// <param name="row">Which, those of all pictures counted through.</param>
    /// <param name="line">Room for a line.</param>
    /// <param name="destination">Its first pixel.</param>
    /// <param name="stride">Floats from one of its pixels to the next.</param>
    public void Row<TLanes, TVector>(int row, float* line, float* destination, int stride)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int channels = x.C;
        nint lineStep = (nint)vertical.Dilation * x.W * x.Stride;
        Reach rows = tables.Rows[row % outputH];
        float* source = x.Row((long)(row / outputH * x.H + rows.First) * x.W);
        if (isOfThree && rows.Count > 0 && TileShapes.HasManyRegisters((LaneWidth)TLanes.Count))
        {
            Reach first = tables.Columns[0];
            var walk = new MaximaOfThree(source, source + Math.Min(1, rows.Count - 1) * lineStep, source + (rows.Count - 1) * lineStep, x.Stride, x.W, first.First - first.Tap, horizontal.TapStep);
            walk.Run<TLanes, TVector>(destination, stride, outputW, channels);
            return;
        }

        if (x.Stride == channels) Largest<TLanes, TVector>(source, lineStep, rows.Count, line, x.W * channels);
        else
            for (int column = 0; column < x.W; column++) Largest<TLanes, TVector>(source + (nint)column * x.Stride, lineStep, rows.Count, line + (nint)column * channels, channels);
        for (int column = 0; column < outputW; column++)
        {
            Reach columns = tables.Columns[column];
            Largest<TLanes, TVector>(line + (nint)columns.First * channels, (nint)horizontal.Dilation * channels, columns.Count, destination + (nint)column * stride, channels);
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

    /// <summary>The larger; of equal zeros the first; what is not a number wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Larger<TLanes, TVector>(TVector value, TVector largest)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfEqual(value, value, TLanes.Max(value, largest), value);
}
