namespace Pointwise.Kernels;

/// <summary>The sum of 64 bits.</summary>
internal readonly struct IntegerTotal : IIntegerReduction;

/// <summary>The mean, cut towards 0; 0 where there is nothing.</summary>
internal readonly struct IntegerMean : IIntegerReduction
{
    public static long Finish(long total, long count) => count == 0 ? 0 : total / count;
}

/// <summary>The largest; the least of all numbers where there is nothing.</summary>
internal readonly struct IntegerLargest : IIntegerReduction
{
    public static long Start => long.MinValue;

    public static long Take(long total, long x) => Math.Max(total, x);
}

/// <summary>The smallest; the greatest of all numbers where there is nothing.</summary>
internal readonly struct IntegerSmallest : IIntegerReduction
{
    public static long Start => long.MaxValue;

    public static long Take(long total, long x) => Math.Min(total, x);
}

/// <summary>The product of 64 bits.</summary>
internal readonly struct IntegerTotalProduct : IIntegerReduction
{
    public static long Start => 1;

    public static long Take(long total, long x) => unchecked(total * x);
}

/// <summary>The sum of absolute values.</summary>
internal readonly struct IntegerTotalMagnitude : IIntegerReduction
{
    public static long Take(long total, long x) => unchecked(total + IntegerMagnitude.Of(x));
}

/// <summary>The sum of squares.</summary>
internal readonly struct IntegerTotalSquare : IIntegerReduction
{
    public static long Take(long total, long x) => unchecked(total + x * x);
}

/// <summary>The square root of the sum of squares, cut to a whole number.</summary>
internal readonly struct IntegerLength : IIntegerReduction
{
    public static long Take(long total, long x) => unchecked(total + x * x);

    public static long Finish(long total, long count) => (long)Math.Sqrt(total);
}

/// <summary>The logarithm of the sum, cut towards 0.</summary>
internal readonly struct IntegerLogTotal : IIntegerReduction
{
    public static long Finish(long total, long count) => (long)Math.Log(total);
}
