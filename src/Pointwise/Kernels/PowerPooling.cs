using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The p-norm under a window or bin, lanes across channels: the root of the sum of |x|^p.</summary>
internal static unsafe class PowerPooling
{
    /// <summary>y = the p-norm of x under each window or bin.</summary>
    public static void Forward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, int p, Rows x, Rows y) where TAxis : struct, IPoolAxis =>
        WindowSums.Forward(workers, vertical, horizontal, new Norm(p), x, y);

    /// <summary>
    /// Every x gets sign(x) |x|^(p-1) times the sum of dy y^(1-p) over the outputs that it went into; an output of 0 sends nothing.
    /// The gradient of the output is left multiplied by y^(1-p).
    /// </summary>
    public static void Backward<TAxis>(Workers workers, TAxis vertical, TAxis horizontal, int p, Rows x, Rows y, Rows outputGradient, Rows inputGradient, bool accumulate)
        where TAxis : struct, IPoolAxis
    {
        Debug.Assert(x.Count == inputGradient.Count && x.C == inputGradient.C);
        PoolTables tables = PoolTables.Backward(workers, vertical, horizontal, x, y);
        if (p > 1) Elementwise.Map(workers, new NormShare(p), outputGradient, y, outputGradient);
        WindowSums.Backward(workers, vertical, horizontal, new Norm(p), tables, outputGradient, x, inputGradient, accumulate);
    }

    private readonly struct Norm(int p) : IWindowSum
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of<TLanes, TVector>(TVector pixel)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => Power<TLanes, TVector>(TLanes.Abs(pixel), p);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TLanes, TVector>(TVector sum, TVector share, int channel)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            if (p == 1) return sum;
            return p == 2 ? TLanes.Sqrt(sum) : TLanes.Divide(TLanes.All(1), Transcendental.InversePower<TLanes, TVector>(sum, TLanes.All(1f / p)));
        }

        /// <summary>sum * sign(x) |x|^(p-1).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Slope<TLanes, TVector>(TVector sum, float* pixel)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            TVector value = TLanes.Load(pixel), factor = Power<TLanes, TVector>(TLanes.Abs(value), p - 1);
            factor = TLanes.IfGreater(value, TLanes.Zero, factor, TLanes.IfEqual(value, TLanes.Zero, TLanes.Zero, TLanes.Subtract(TLanes.Zero, factor)));
            return TLanes.Multiply(sum, factor);
        }
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
