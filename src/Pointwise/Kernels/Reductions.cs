using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The sum.</summary>
internal readonly struct TotalOf : IReduction;

/// <summary>The mean; not a number where there is nothing.</summary>
internal readonly struct MeanOf : IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Finish<TLanes, TVector>(TVector total, TVector count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Divide(total, count);
}

/// <summary>The largest; not a number where one is not, -infinite where there is nothing.</summary>
internal readonly struct LargestOf : IReduction
{
    public static float Start => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfEqual(total, total, TLanes.Max(total, x), total);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Join<TLanes, TVector>(TVector a, TVector b)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Take<TLanes, TVector>(a, b);
}

/// <summary>The smallest; not a number where one is not, infinite where there is nothing.</summary>
internal readonly struct SmallestOf : IReduction
{
    public static float Start => float.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.IfEqual(total, total, TLanes.Min(total, x), total);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Join<TLanes, TVector>(TVector a, TVector b)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Take<TLanes, TVector>(a, b);
}

/// <summary>The product.</summary>
internal readonly struct ProductOf : IReduction
{
    public static float Start => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(total, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Join<TLanes, TVector>(TVector a, TVector b)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Take<TLanes, TVector>(a, b);
}

/// <summary>The sum of absolute values.</summary>
internal readonly struct TotalMagnitudeOf : IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(total, TLanes.Abs(x));
}

/// <summary>The sum of squares.</summary>
internal readonly struct TotalSquareOf : IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.MultiplyAdd(x, x, total);
}

/// <summary>The square root of the sum of squares.</summary>
internal readonly struct LengthOf : IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TLanes, TVector>(TVector total, TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.MultiplyAdd(x, x, total);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Finish<TLanes, TVector>(TVector total, TVector count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Sqrt(total);
}

/// <summary>The logarithm of the sum.</summary>
internal readonly struct LogTotalOf : IReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Finish<TLanes, TVector>(TVector total, TVector count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Transcendental.Log<TLanes, TVector>(total);
}
