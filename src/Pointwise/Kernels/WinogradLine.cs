using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The three transforms of one <see cref="IWinogradAxis"/>, y = A'[(G g) x (B' d)], lane by lane over channels. The two rows of a pair ±a share their even
/// and their odd half.
/// </summary>
internal static unsafe class WinogradLine<TAxis> where TAxis : struct, IWinogradAxis
{
    internal static double A2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TAxis.A * TAxis.A;
    }

    internal static double B2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TAxis.B * TAxis.B;
    }

    internal static double C2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TAxis.C * TAxis.C;
    }

    internal static double D2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TAxis.D * TAxis.D;
    }

    /// <summary>B' d: pixels to factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TSource, TLanes, TVector>(TSource from, float* to, nint step)
        where TSource : struct, IWinogradSource
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector d0 = from.Load<TLanes, TVector>(0);
        if (TAxis.Pairs == 0)
        {
            TLanes.Store(d0, to);
            return;
        }

        TVector d1 = from.Load<TLanes, TVector>(1), d2 = from.Load<TLanes, TVector>(2), d3 = from.Load<TLanes, TVector>(3);
        TVector d4 = TLanes.Zero, d5 = TLanes.Zero, d6 = TLanes.Zero, d7 = TLanes.Zero, d8 = TLanes.Zero, d9 = TLanes.Zero;
        if (TAxis.Pairs > 1) (d4, d5) = (from.Load<TLanes, TVector>(4), from.Load<TLanes, TVector>(5));
        if (TAxis.Pairs > 2) (d6, d7) = (from.Load<TLanes, TVector>(6), from.Load<TLanes, TVector>(7));
        if (TAxis.Pairs > 3) (d8, d9) = (from.Load<TLanes, TVector>(8), from.Load<TLanes, TVector>(9));
        TLanes.Store(WinogradPolynomial.At<TLanes, TVector>(TAxis.Pairs, A2, B2, C2, D2, d0, d2, d4, d6, d8), to);
        Pair<TLanes, TVector>(TAxis.A, B2, C2, D2, d1, d2, d3, d4, d5, d6, d7, d8, to + step, step);
        if (TAxis.Pairs > 1) Pair<TLanes, TVector>(TAxis.B, A2, C2, D2, d1, d2, d3, d4, d5, d6, d7, d8, to + 3 * step, step);
        if (TAxis.Pairs > 2) Pair<TLanes, TVector>(TAxis.C, A2, B2, D2, d1, d2, d3, d4, d5, d6, d7, d8, to + 5 * step, step);
        if (TAxis.Pairs > 3) Pair<TLanes, TVector>(TAxis.D, A2, B2, C2, d1, d2, d3, d4, d5, d6, d7, d8, to + 7 * step, step);
        TLanes.Store(WinogradPolynomial.At<TLanes, TVector>(TAxis.Pairs, A2, B2, C2, D2, d1, d3, d5, d7, d9), to + (TAxis.In - 1) * step);
    }

    /// <summary>A' m: products to pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TTarget, TLanes, TVector>(float* from, nint step, TTarget to)
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

        TVector sum = evenA;
        if (TAxis.Pairs == 2) sum = TLanes.Add(evenA, evenB);
        if (TAxis.Pairs == 3) sum = TLanes.Add(evenA, TLanes.Add(evenB, evenC));
        if (TAxis.Pairs == 4) sum = TLanes.Add(TLanes.Add(evenA, evenB), TLanes.Add(evenC, evenD));
        to.Store<TLanes, TVector>(0, TLanes.Add(first, sum));
        to.Store<TLanes, TVector>(1, Pixel<TLanes, TVector>(1, oddA, oddB, oddC, oddD, last));
        if (TAxis.Out > 2) to.Store<TLanes, TVector>(2, Pixel<TLanes, TVector>(2, evenA, evenB, evenC, evenD, last));
        if (TAxis.Out > 3) to.Store<TLanes, TVector>(3, Pixel<TLanes, TVector>(3, oddA, oddB, oddC, oddD, last));
    }

    /// <summary>G g: taps to weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weights<TLanes, TVector>(WinogradStrided taps, float* to, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector g0 = taps.Load<TLanes, TVector>(0);
        if (TAxis.Pairs == 0)
        {
            TLanes.Store(g0, to);
            return;
        }

        TLanes.Store(TLanes.Multiply(TLanes.All((float)ShareOfZero), g0), to);
        Pair<TLanes, TVector>(taps, TAxis.A, B2, C2, D2, to + step, step);
        if (TAxis.Pairs > 1) Pair<TLanes, TVector>(taps, TAxis.B, A2, C2, D2, to + 3 * step, step);
        if (TAxis.Pairs > 2) Pair<TLanes, TVector>(taps, TAxis.C, A2, B2, D2, to + 5 * step, step);
        if (TAxis.Pairs > 3) Pair<TLanes, TVector>(taps, TAxis.D, A2, B2, C2, to + 7 * step, step);
        TLanes.Store(taps.Load<TLanes, TVector>(TAxis.Taps - 1), to + (TAxis.In - 1) * step);
    }

    /// <summary>1 over the product of what 0 is away from all other points.</summary>
    internal static double ShareOfZero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1 / (-A2 * (TAxis.Pairs > 1 ? -B2 : 1) * (TAxis.Pairs > 2 ? -C2 : 1) * (TAxis.Pairs > 3 ? -D2 : 1));
    }

    /// <summary>1 over the product of what a point ±a is away from all other points; of three other pairs' squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ShareOf(double a, double z1, double z2, double z3)
    {
        double square = a * a;
        return 1 / (2 * square * (TAxis.Pairs > 1 ? square - z1 : 1) * (TAxis.Pairs > 2 ? square - z2 : 1) * (TAxis.Pairs > 3 ? square - z3 : 1));
    }

    /// <summary>The factors of a pair of points, given the squares of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TLanes, TVector>(
        double a, double z1, double z2, double z3, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, TVector d6, TVector d7, TVector d8, float* to, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector even = WinogradPolynomial.At<TLanes, TVector>(TAxis.Pairs - 1, z1, z2, z3, 0, d2, d4, d6, d8, d8);
        TVector odd = WinogradPolynomial.At<TLanes, TVector>(TAxis.Pairs - 1, z1, z2, z3, 0, d1, d3, d5, d7, d7);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)a), odd, even), to);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)-a), odd, even), to + step);
    }

    /// <summary>Output pixel <paramref name="power"/>: the points' powers times their sums, and the product at infinity for the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Pixel<TLanes, TVector>(int power, TVector a, TVector b, TVector c, TVector d, TVector last)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector sum = last;
        bool isLast = power == TAxis.Out - 1;
        if (TAxis.Pairs > 3) sum = Term<TLanes, TVector>(Power(TAxis.D, power), d, sum, isLast);
        if (TAxis.Pairs > 2) sum = Term<TLanes, TVector>(Power(TAxis.C, power), c, sum, isLast || TAxis.Pairs > 3);
        if (TAxis.Pairs > 1) sum = Term<TLanes, TVector>(Power(TAxis.B, power), b, sum, isLast || TAxis.Pairs > 2);
        return Term<TLanes, TVector>(Power(TAxis.A, power), a, sum, isLast || TAxis.Pairs > 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Power(double point, int power) => power == 1 ? point : power == 2 ? point * point : point * point * point;

    /// <summary>A factor times a value, added to a sum where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Term<TLanes, TVector>(double factor, TVector value, TVector sum, bool adds)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged =>
        adds ? TLanes.MultiplyAdd(TLanes.All((float)factor), value, sum) : TLanes.Multiply(TLanes.All((float)factor), value);

    /// <summary>The weights of a pair of points, given the squares of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TLanes, TVector>(WinogradStrided taps, double a, double z1, double z2, double z3, float* to, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        double share = ShareOf(a, z1, z2, z3), square = a * a;
        TVector even = TLanes.Multiply(TLanes.All((float)share), taps.Load<TLanes, TVector>(0)), odd = taps.Load<TLanes, TVector>(1);
        even = TLanes.MultiplyAdd(TLanes.All((float)(square * share)), taps.Load<TLanes, TVector>(2), even);
        if (TAxis.Taps > 3)
        {
            odd = TLanes.MultiplyAdd(TLanes.All((float)square), taps.Load<TLanes, TVector>(3), odd);
            even = TLanes.MultiplyAdd(TLanes.All((float)(square * square * share)), taps.Load<TLanes, TVector>(4), even);
        }

        if (TAxis.Taps > 5)
        {
            odd = TLanes.MultiplyAdd(TLanes.All((float)(square * square)), taps.Load<TLanes, TVector>(5), odd);
            even = TLanes.MultiplyAdd(TLanes.All((float)(square * square * square * share)), taps.Load<TLanes, TVector>(6), even);
        }

        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)(a * share)), odd, even), to);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)(-a * share)), odd, even), to + step);
    }
}
