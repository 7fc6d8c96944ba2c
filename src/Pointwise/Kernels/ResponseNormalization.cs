using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Response normalisation across channels: y = x * scale^-beta, scale = k + factor * sum of the squares in a window of channels.
/// A row's squares lie once in scratch memory between margins of zeros, so that every window is <c>size</c> shifted loads.
/// </summary>
internal static unsafe class ResponseNormalization
{
    /// <summary>Writes y, and each element's scale where <paramref name="scale"/> is given; y may lie where x does.</summary>
    /// <param name="workers">Who does it.</param>
    /// <param name="power">scale -> scale^-beta.</param>
    /// <param name="window">The channels that a sum takes, and its factor and addend.</param>
    /// <param name="x">The rows.</param>
    /// <param name="y">The results.</param>
    /// <param name="scale">One dense row of as many floats as x has; or none.</param>
    public static void Forward<TPower>(Workers workers, TPower power, ChannelWindow window, Rows x, Rows y, Rows scale)
        where TPower : struct, IFunction1
    {
        Debug.Assert(y.Count == x.Count && y.C == x.C && (scale.IsNone || scale.Elements == x.Elements));
        var work = new ForwardWork<TPower>(workers, power, window, x, y, scale);
        workers.Run(ref work, Split.OfRows(x.Count, x.C).Count);
    }

    /// <summary>
    /// Writes or adds dx = dy * scale^-beta - 2 * factor * beta * x * sum of (dy * x * scale^(-beta-1)) over the windows that x is in;
    /// dx may lie where dy does.
    /// </summary>
    public static void Backward<TPower>(Workers workers, TPower power, float beta, ChannelWindow window, Rows x, Rows scale, Rows dy, Rows dx, bool accumulate)
        where TPower : struct, IFunction1
    {
        Debug.Assert(dy.Count == x.Count && dx.Count == x.Count && dy.C == x.C && dx.C == x.C && scale.Elements == x.Elements);
        var work = new BackwardWork<TPower>(workers, power, -2 * beta * window.Factor, window.Mirrored, x, scale, dy, dx, accumulate);
        workers.Run(ref work, Split.OfRows(x.Count, x.C).Count);
    }

    private readonly struct ForwardWork<TPower>(Workers workers, TPower power, ChannelWindow window, Rows x, Rows y, Rows scale) : IWork
        where TPower : struct, IFunction1
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(x.Count, x.C);
            float* squares = window.Margins(workers.Scratch(worker), x.C, 0);
            for (int row = split.Start(piece); row < split.End(piece); row++)
            {
                Squares<TLanes, TVector>(x.Row(row), squares + window.Before, x.C);
                float* kept = scale.IsNone ? null : scale.Data + (long)row * x.C;
                ForwardRow<TLanes, TVector, TPower>(power, window, x.Row(row), squares, y.Row(row), kept, x.C);
            }
        }
    }

    private readonly struct BackwardWork<TPower>(Workers workers, TPower power, float factor, ChannelWindow window, Rows x, Rows scale, Rows dy, Rows dx, bool accumulate) : IWork
        where TPower : struct, IFunction1
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(x.Count, x.C);
            float* terms = window.Margins(workers.Scratch(worker), x.C, x.C);
            float* direct = terms + window.Padded(x.C);
            for (int row = split.Start(piece); row < split.End(piece); row++)
            {
                Terms<TLanes, TVector, TPower>(power, x.Row(row), scale.Data + (long)row * x.C, dy.Row(row), terms + window.Before, direct, x.C);
                BackwardRow<TLanes, TVector>(factor, window.Size, x.Row(row), terms, direct, dx.Row(row), accumulate, x.C);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Squares<TLanes, TVector>(float* x, float* squares, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int c = 0;
        for (; c <= count - TLanes.Count; c += TLanes.Count)
        {
            TVector value = TLanes.Load(x + c);
            TLanes.Store(TLanes.Multiply(value, value), squares + c);
        }

        for (; c < count; c++) squares[c] = x[c] * x[c];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardRow<TLanes, TVector, TPower>(TPower power, ChannelWindow window, float* x, float* squares, float* y, float* kept, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TPower : struct, IFunction1
    {
        int c = 0;
        TVector factor = TLanes.All(window.Factor), k = TLanes.All(window.Addend);
        for (; c <= count - TLanes.Count; c += TLanes.Count)
        {
            TVector scale = TLanes.MultiplyAdd(WindowSum<TLanes, TVector>(squares + c, window.Size), factor, k);
            if (kept != null) TLanes.Store(scale, kept + c);
            TLanes.Store(TLanes.Multiply(TLanes.Load(x + c), power.Apply<TLanes, TVector>(scale)), y + c);
        }

        for (; c < count; c++)
        {
            float scale = Lanes1.MultiplyAdd(WindowSum<Lanes1, float>(squares + c, window.Size), window.Factor, window.Addend);
            if (kept != null) kept[c] = scale;
            y[c] = x[c] * power.Apply<Lanes1, float>(scale);
        }
    }

    /// <summary>dy * scale^-beta, and that times x / scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Terms<TLanes, TVector, TPower>(TPower power, float* x, float* scale, float* dy, float* terms, float* direct, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TPower : struct, IFunction1
    {
        int c = 0;
        for (; c <= count - TLanes.Count; c += TLanes.Count)
        {
            TVector s = TLanes.Load(scale + c);
            TVector part = TLanes.Multiply(TLanes.Load(dy + c), power.Apply<TLanes, TVector>(s));
            TLanes.Store(part, direct + c);
            TLanes.Store(TLanes.Divide(TLanes.Multiply(part, TLanes.Load(x + c)), s), terms + c);
        }

        for (; c < count; c++)
        {
            direct[c] = dy[c] * power.Apply<Lanes1, float>(scale[c]);
            terms[c] = direct[c] * x[c] / scale[c];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardRow<TLanes, TVector>(float factor, int size, float* x, float* terms, float* direct, float* dx, bool accumulate, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int c = 0;
        for (; c <= count - TLanes.Count; c += TLanes.Count)
        {
            TVector sum = TLanes.Multiply(WindowSum<TLanes, TVector>(terms + c, size), TLanes.All(factor));
            TVector value = TLanes.MultiplyAdd(TLanes.Load(x + c), sum, TLanes.Load(direct + c));
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(dx + c), value) : value, dx + c);
        }

        for (; c < count; c++)
        {
            float value = Lanes1.MultiplyAdd(x[c], WindowSum<Lanes1, float>(terms + c, size) * factor, direct[c]);
            dx[c] = accumulate ? dx[c] + value : value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WindowSum<TLanes, TVector>(float* padded, int size)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector sum = TLanes.Load(padded);
        for (int i = 1; i < size; i++) sum = TLanes.Add(sum, TLanes.Load(padded + i));
        return sum;
    }
}
