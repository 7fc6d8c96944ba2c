namespace Pointwise.Kernels;

/// <summary>
/// Arithmetic on one vector of floats: kernels are written once over it and run with 16, 8, 4 or 1 lanes.
/// Every operation is exactly rounded, so that all widths give the same bits. The vector is a type of the runtime's own,
/// not a struct around it: inside such a struct the compiler's registers spill, and a tile falls to half.
/// </summary>
internal unsafe interface ILanes<TVector> where TVector : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector All(float value);

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>The larger lane by lane; where either is not a number, <paramref name="b"/>'s lane.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The smaller lane by lane; where either is not a number, <paramref name="b"/>'s lane.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>max(0, a); what is not a number stays so.</summary>
    static abstract TVector Rectify(TVector a);

    static abstract TVector Sqrt(TVector a);

    static abstract TVector Abs(TVector a);

    /// <summary>Lane by lane <paramref name="yes"/> where a &gt; b, else <paramref name="no"/>.</summary>
    static abstract TVector IfGreater(TVector a, TVector b, TVector yes, TVector no);

    /// <summary>Lane by lane <paramref name="yes"/> where a = b, else <paramref name="no"/>.</summary>
    static abstract TVector IfEqual(TVector a, TVector b, TVector yes, TVector no);

    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>2^<paramref name="exponent"/> for integers from -126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector exponent);

    /// <summary>e of a = m * 2^e, for positive normal numbers.</summary>
    static abstract TVector Exponent(TVector a);

    /// <summary>m of a = m * 2^e, at least 1 and less than 2, for positive normal numbers.</summary>
    static abstract TVector Mantissa(TVector a);
}
