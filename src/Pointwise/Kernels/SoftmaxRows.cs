using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Softmax of each row, its largest element subtracted first so that nothing overflows.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>y = exp(x - max) / sum of exp(x - max); y may lie where x does.</summary>
    public static void Forward(Workers workers, Rows x, Rows y)
    {
        Debug.Assert(y.Count == x.Count && y.C == x.C);
        var work = new ForwardWork(x, y);
        workers.Run(ref work, Split.OfRows(x.Count, x.C).Count);
    }

    /// <summary>dx = y * (dy - sum of dy * y), written or added; dx may lie where dy does.</summary>
    public static void Backward(Workers workers, Rows y, Rows dy, Rows dx, bool accumulate)
    {
        Debug.Assert(dy.Count == y.Count && dy.C == y.C && dx.Count == y.Count && dx.C == y.C);
        var work = new BackwardWork(y, dy, dx, accumulate);
        workers.Run(ref work, Split.OfRows(y.Count, y.C).Count);
    }

    /// <summary>One row; returns its largest element and the logarithm of the sum, whose sum is log(sum of exp(x)).</summary>
    public static (float Most, float LogSum) Row<TLanes, TVector>(float* x, float* y, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float most = RowSums.Max<TLanes, TVector>(x, count);
        Exponentials<TLanes, TVector>(x, most, y, count);
        float sum = RowSums.Sum<TLanes, TVector>(y, count);
        Divide<TLanes, TVector>(y, sum, count);
        return (most, Transcendental.Log<Lanes1, float>(sum));
    }

    private readonly struct ForwardWork(Rows x, Rows y) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(x.Count, x.C);
            for (int row = split.Start(piece); row < split.End(piece); row++) Row<TLanes, TVector>(x.Row(row), y.Row(row), x.C);
        }
    }

    private readonly struct BackwardWork(Rows y, Rows dy, Rows dx, bool accumulate) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(y.Count, y.C);
            for (int row = split.Start(piece); row < split.End(piece); row++)
            {
                float mean = RowSums.Dot<TLanes, TVector>(dy.Row(row), y.Row(row), y.C);
                Gradient<TLanes, TVector>(y.Row(row), dy.Row(row), mean, dx.Row(row), accumulate, y.C);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponentials<TLanes, TVector>(float* x, float most, float* y, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
            TLanes.Store(Transcendental.Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Load(x + i), TLanes.All(most))), y + i);
        for (; i < count; i++) y[i] = Transcendental.Exp<Lanes1, float>(x[i] - most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide<TLanes, TVector>(float* y, float by, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count) TLanes.Store(TLanes.Divide(TLanes.Load(y + i), TLanes.All(by)), y + i);
        for (; i < count; i++) y[i] /= by;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<TLanes, TVector>(float* y, float* dy, float mean, float* dx, bool accumulate, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector value = TLanes.Multiply(TLanes.Load(y + i), TLanes.Subtract(TLanes.Load(dy + i), TLanes.All(mean)));
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(dx + i), value) : value, dx + i);
        }

        for (; i < count; i++)
        {
            float value = y[i] * (dy[i] - mean);
            dx[i] = accumulate ? dx[i] + value : value;
        }
    }
}
