namespace Pointwise.Kernels;

/// <summary>x.</summary>
internal readonly struct IntegerIdentity : IScalarFunction<long, long>
{
    public static long Of(long x) => x;
}

/// <summary>|x|; the least number stays as it is.</summary>
internal readonly struct IntegerMagnitude : IScalarFunction<long, long>
{
    public static long Of(long x) => x < 0 ? unchecked(-x) : x;
}

/// <summary>-x; the least number stays as it is.</summary>
internal readonly struct IntegerNegated : IScalarFunction<long, long>
{
    public static long Of(long x) => unchecked(-x);
}

/// <summary>1, 0 or -1.</summary>
internal readonly struct IntegerSignum : IScalarFunction<long, long>
{
    public static long Of(long x) => Math.Sign(x);
}

/// <summary>1 of 0, 0 of anything else.</summary>
internal readonly struct TruthNegated : IScalarFunction<long, long>
{
    public static long Of(long x) => x == 0 ? 1 : 0;
}

/// <summary>x + y of 64 bits.</summary>
internal readonly struct IntegerSum : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => unchecked(x + y);
}

/// <summary>x - y of 64 bits.</summary>
internal readonly struct IntegerDifference : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => unchecked(x - y);
}

/// <summary>x times y of 64 bits.</summary>
internal readonly struct IntegerProduct : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => unchecked(x * y);
}

/// <summary>x / y towards 0; y is not 0.</summary>
internal readonly struct IntegerQuotient : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => y == -1 ? unchecked(-x) : x / y;
}

/// <summary>What is left of x / y, with the sign of y; y is not 0.</summary>
internal readonly struct IntegerModulus : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y)
    {
        long left = IntegerRemainder.Of(x, y);
        return left != 0 && (left ^ y) < 0 ? left + y : left;
    }
}

/// <summary>What is left of x / y, with the sign of x; y is not 0.</summary>
internal readonly struct IntegerRemainder : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => y == -1 ? 0 : x % y;
}

/// <summary>The larger.</summary>
internal readonly struct IntegerLarger : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => Math.Max(x, y);
}

/// <summary>The smaller.</summary>
internal readonly struct IntegerSmaller : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => Math.Min(x, y);
}

/// <summary>Both.</summary>
internal readonly struct TruthAnd : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => x & y;
}

/// <summary>Either, or both.</summary>
internal readonly struct TruthOr : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => x | y;
}

/// <summary>Either, but not both.</summary>
internal readonly struct TruthXor : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => x ^ y;
}

/// <summary>Whether x = y.</summary>
internal readonly struct IntegersEqual : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => x == y ? 1 : 0;
}

/// <summary>Whether x &gt; y.</summary>
internal readonly struct IntegerGreater : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => x > y ? 1 : 0;
}

/// <summary>Whether x is y or more.</summary>
internal readonly struct IntegerAtLeast : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y) => x >= y ? 1 : 0;
}
