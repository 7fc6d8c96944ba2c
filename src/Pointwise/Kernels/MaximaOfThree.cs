using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// One row of the largest values under 3x3 windows: a walk along the columns that keeps the largest of each in registers until the windows over it
/// have passed, four vectors of channels side by side. Nothing is read but the pixels, each once a row.
/// </summary>
/// <param name="top">The first of the rows of pixels; rows outside the picture stand for their neighbour, which changes no maximum.</param>
/// <param name="middle">The second.</param>
/// <param name="bottom">The third.</param>
/// <param name="pixel">Floats from one pixel to the next.</param>
/// <param name="width">Pixels of a row.</param>
/// <param name="start">The column where the first window begins; below 0 in the padding.</param>
/// <param name="step">Columns from one window to the next: 1 or 2.</param>
internal readonly unsafe struct MaximaOfThree(float* top, float* middle, float* bottom, int pixel, int width, int start, int step)
{
    /// <summary>All windows of the row.</summary>
    /// <param name="destination">The row's first pixel.</param>
    /// <param name="stride">Floats from one of its pixels to the next.</param>
    /// <param name="outputs">Pixels of the row.</param>
    /// <param name="channels">Channels.</param>
    public void Run<TLanes, TVector>(float* destination, int stride, int outputs, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int done = Fours<TLanes, TVector>(destination, stride, outputs, channels);
        done = Ones<TLanes, TVector>(destination, stride, outputs, done, channels);
        if (done < channels) Ones<Lanes1, float>(destination, stride, outputs, done, channels);
    }

    /// <summary>From the first channel on; how far it came.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Fours<TLanes, TVector>(float* destination, int stride, int outputs, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int lanes = TLanes.Count, i = 0;
        for (; i <= channels - 4 * lanes; i += 4 * lanes)
        {
            float* to = destination + i;
            int column = start, j = i + lanes, k = j + lanes, l = k + lanes;
            TVector a0 = Down<TLanes, TVector>(column, i), a1 = Down<TLanes, TVector>(column + 1, i);
            TVector b0 = Down<TLanes, TVector>(column, j), b1 = Down<TLanes, TVector>(column + 1, j);
            TVector c0 = Down<TLanes, TVector>(column, k), c1 = Down<TLanes, TVector>(column + 1, k);
            TVector d0 = Down<TLanes, TVector>(column, l), d1 = Down<TLanes, TVector>(column + 1, l);
            for (int output = 0; output < outputs; output++, to += stride, column += step)
            {
                TVector a2 = Down<TLanes, TVector>(column + 2, i), b2 = Down<TLanes, TVector>(column + 2, j);
                TVector c2 = Down<TLanes, TVector>(column + 2, k), d2 = Down<TLanes, TVector>(column + 2, l);
                TLanes.Store(SeparableMaxima.Larger<TLanes, TVector>(a2, SeparableMaxima.Larger<TLanes, TVector>(a1, a0)), to);
                TLanes.Store(SeparableMaxima.Larger<TLanes, TVector>(b2, SeparableMaxima.Larger<TLanes, TVector>(b1, b0)), to + lanes);
                TLanes.Store(SeparableMaxima.Larger<TLanes, TVector>(c2, SeparableMaxima.Larger<TLanes, TVector>(c1, c0)), to + 2 * lanes);
                TLanes.Store(SeparableMaxima.Larger<TLanes, TVector>(d2, SeparableMaxima.Larger<TLanes, TVector>(d1, d0)), to + 3 * lanes);
                if (step == 1)
                {
                    (a0, b0, c0, d0) = (a1, b1, c1, d1);
                    (a1, b1, c1, d1) = (a2, b2, c2, d2);
                    continue;
                }

                (a0, b0, c0, d0) = (a2, b2, c2, d2);
                a1 = Down<TLanes, TVector>(column + 3, i);
                b1 = Down<TLanes, TVector>(column + 3, j);
                c1 = Down<TLanes, TVector>(column + 3, k);
                d1 = Down<TLanes, TVector>(column + 3, l);
            }
        }

        return i;
    }

    /// <summary>The same vector by vector, from a channel on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Ones<TLanes, TVector>(float* destination, int stride, int outputs, int from, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = from;
        for (; i <= channels - TLanes.Count; i += TLanes.Count)
        {
            float* to = destination + i;
            int column = start;
            TVector first = Down<TLanes, TVector>(column, i), second = Down<TLanes, TVector>(column + 1, i);
            for (int output = 0; output < outputs; output++, to += stride, column += step)
            {
                TVector third = Down<TLanes, TVector>(column + 2, i);
                TLanes.Store(SeparableMaxima.Larger<TLanes, TVector>(third, SeparableMaxima.Larger<TLanes, TVector>(second, first)), to);
                (first, second) = step == 1 ? (second, third) : (third, Down<TLanes, TVector>(column + 3, i));
            }
        }

        return i;
    }

    /// <summary>The largest of a column; below all numbers outside the picture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Down<TLanes, TVector>(int column, int channel)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if ((uint)column >= (uint)width) return TLanes.All(float.NegativeInfinity);
        nint at = (nint)column * pixel + channel;
        return SeparableMaxima.Larger<TLanes, TVector>(TLanes.Load(bottom + at), SeparableMaxima.Larger<TLanes, TVector>(TLanes.Load(middle + at), TLanes.Load(top + at)));
    }
}
