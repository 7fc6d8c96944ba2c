using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// What the transforms of one <see cref="IWinogradAxis"/> become for the gradient of the weights, dg = G' [(A dy) x (B' d)], lane by lane over channels.
/// </summary>
internal static unsafe class WinogradGradientLine<TAxis> where TAxis : struct, IWinogradAxis
{
    private static double ShareA
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => WinogradLine<TAxis>.ShareOf(TAxis.A, WinogradLine<TAxis>.B2, WinogradLine<TAxis>.C2, WinogradLine<TAxis>.D2);
    }

    private static double ShareB
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => WinogradLine<TAxis>.ShareOf(TAxis.B, WinogradLine<TAxis>.A2, WinogradLine<TAxis>.C2, WinogradLine<TAxis>.D2);
    }

    private static double ShareC
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => WinogradLine<TAxis>.ShareOf(TAxis.C, WinogradLine<TAxis>.A2, WinogradLine<TAxis>.B2, WinogradLine<TAxis>.D2);
    }

    private static double ShareD
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => WinogradLine<TAxis>.ShareOf(TAxis.D, WinogradLine<TAxis>.A2, WinogradLine<TAxis>.B2, WinogradLine<TAxis>.C2);
    }

    /// <summary>A dy: gradients of results to factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Factors<TSource, TLanes, TVector>(TSource from, float* to, nint step)
        where TSource : struct, IWinogradSource
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector d0 = from.Load<TLanes, TVector>(0);
        TLanes.Store(d0, to);
        if (TAxis.Pairs == 0) return;
        TVector d1 = from.Load<TLanes, TVector>(1), d2 = TLanes.Zero, d3 = TLanes.Zero;
        if (TAxis.Out > 2) (d2, d3) = (from.Load<TLanes, TVector>(2), from.Load<TLanes, TVector>(3));
        Pair<TLanes, TVector>(TAxis.A, d0, d1, d2, d3, to + step, step);
        if (TAxis.Pairs > 1) Pair<TLanes, TVector>(TAxis.B, d0, d1, d2, d3, to + 3 * step, step);
        if (TAxis.Pairs > 2) Pair<TLanes, TVector>(TAxis.C, d0, d1, d2, d3, to + 5 * step, step);
        if (TAxis.Pairs > 3) Pair<TLanes, TVector>(TAxis.D, d0, d1, d2, d3, to + 7 * step, step);
        TLanes.Store(TAxis.Out > 2 ? d3 : d1, to + (TAxis.In - 1) * step);
    }

    /// <summary>G' m: sums of products to taps. Too long to be compiled into its callers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Taps<TTarget, TLanes, TVector>(float* from, nint step, TTarget to)
        where TTarget : struct, IWinogradTarget
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector first = TLanes.Load(from);
        if (TAxis.Pairs == 0)
        {
            to.Store<TLanes, TVector>(0, first);
            return;
        }

        TVector last = TLanes.Load(from + (TAxis.In - 1) * step);
        TVector m1 = TLanes.Load(from + step), m2 = TLanes.Load(from + 2 * step);
        TVector evenA = TLanes.Add(m1, m2), oddA = TLanes.Subtract(m1, m2);
        TVector evenB = TLanes.Zero, oddB = TLanes.Zero, evenC = TLanes.Zero, oddC = TLanes.Zero, evenD = TLanes.Zero, oddD = TLanes.Zero;
        if (TAxis.Pairs > 1)
        {
            (m1, m2) = (TLanes.Load(from + 3 * step), TLanes.Load(from + 4 * step));
            (evenB, oddB) = (TLanes.Add(m1, m2), TLanes.Subtract(m1, m2));
        }

        if (TAxis.Pairs > 2)
        {
            (m1, m2) = (TLanes.Load(from + 5 * step), TLanes.Load(from + 6 * step));
            (evenC, oddC) = (TLanes.Add(m1, m2), TLanes.Subtract(m1, m2));
        }

        if (TAxis.Pairs > 3)
        {
            (m1, m2) = (TLanes.Load(from + 7 * step), TLanes.Load(from + 8 * step));
            (evenD, oddD) = (TLanes.Add(m1, m2), TLanes.Subtract(m1, m2));
        }

        first = TLanes.Multiply(TLanes.All((float)WinogradLine<TAxis>.ShareOfZero), first);
        to.Store<TLanes, TVector>(0, Tap<TLanes, TVector>(0, evenA, evenB, evenC, evenD, first, true));
        to.Store<TLanes, TVector>(1, Tap<TLanes, TVector>(1, oddA, oddB, oddC, oddD, first, false));
        to.Store<TLanes, TVector>(2, Tap<TLanes, TVector>(2, evenA, evenB, evenC, evenD, last, TAxis.Taps == 3));
        if (TAxis.Taps == 3) return;
        to.Store<TLanes, TVector>(3, Tap<TLanes, TVector>(3, oddA, oddB, oddC, oddD, last, false));
        to.Store<TLanes, TVector>(4, Tap<TLanes, TVector>(4, evenA, evenB, evenC, evenD, last, TAxis.Taps == 5));
        if (TAxis.Taps == 5) return;
        to.Store<TLanes, TVector>(5, Tap<TLanes, TVector>(5, oddA, oddB, oddC, oddD, last, false));
        to.Store<TLanes, TVector>(6, Tap<TLanes, TVector>(6, evenA, evenB, evenC, evenD, last, true));
    }

    /// <summary>The factors of a pair of points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TLanes, TVector>(double a, TVector d0, TVector d1, TVector d2, TVector d3, float* to, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector even = TAxis.Out > 2 ? TLanes.MultiplyAdd(TLanes.All((float)(a * a)), d2, d0) : d0;
        TVector odd = TAxis.Out > 2 ? TLanes.MultiplyAdd(TLanes.All((float)(a * a)), d3, d1) : d1;
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)a), odd, even), to);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)-a), odd, even), to + step);
    }

    /// <summary>Tap <paramref name="power"/>: the points' shares and powers times their sums, and what stands at 0 or infinity for the first and the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tap<TLanes, TVector>(int power, TVector a, TVector b, TVector c, TVector d, TVector beside, bool adds)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector sum = beside;
        if (TAxis.Pairs > 3) sum = WinogradLine<TAxis>.Term<TLanes, TVector>(ShareD * Power(TAxis.D, power), d, sum, adds);
        if (TAxis.Pairs > 2) sum = WinogradLine<TAxis>.Term<TLanes, TVector>(ShareC * Power(TAxis.C, power), c, sum, adds || TAxis.Pairs > 3);
        if (TAxis.Pairs > 1) sum = WinogradLine<TAxis>.Term<TLanes, TVector>(ShareB * Power(TAxis.B, power), b, sum, adds || TAxis.Pairs > 2);
        return WinogradLine<TAxis>.Term<TLanes, TVector>(ShareA * Power(TAxis.A, power), a, sum, adds || TAxis.Pairs > 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Power(double point, int power)
    {
        double square = point * point, even = power < 2 ? 1 : power < 4 ? square : power < 6 ? square * square : square * square * square;
        return power % 2 == 0 ? even : even * point;
    }
}
