namespace Pointwise.Kernels;

/// <summary>Whether x = y.</summary>
internal readonly struct FloatsEqual : IScalarFunction<float, float, long>
{
    public static long Of(float x, float y) => x == y ? 1 : 0;
}

/// <summary>Whether x &gt; y.</summary>
internal readonly struct FloatGreater : IScalarFunction<float, float, long>
{
    public static long Of(float x, float y) => x > y ? 1 : 0;
}

/// <summary>Whether x is y or more.</summary>
internal readonly struct FloatAtLeast : IScalarFunction<float, float, long>
{
    public static long Of(float x, float y) => x >= y ? 1 : 0;
}

/// <summary>What is left of x / y, with the sign of x.</summary>
internal readonly struct FloatRemainder : IScalarFunction<float, float, float>
{
    public static float Of(float x, float y) => x % y;
}

/// <summary>x^y; a square is a product.</summary>
internal readonly struct FloatPower : IScalarFunction<float, float, float>
{
    public static float Of(float x, float y) => y == 2 ? x * x : (float)Math.Pow(x, y);
}

/// <summary>x^y; a square is a product.</summary>
internal readonly struct FloatWholePower : IScalarFunction<float, long, float>
{
    public static float Of(float x, long y) => y == 2 ? x * x : (float)Math.Pow(x, y);
}

/// <summary>x^y, cut towards 0.</summary>
internal readonly struct IntegerFloatPower : IScalarFunction<long, float, long>
{
    public static long Of(long x, float y) => (long)Math.Pow(x, y);
}

/// <summary>x^y of 64 bits; with a negative y the fraction is cut towards 0.</summary>
internal readonly struct IntegerPower : IScalarFunction<long, long, long>
{
    public static long Of(long x, long y)
    {
        if (y < 0) return x switch { 1 => 1, -1 => (y & 1) == 0 ? 1 : -1, _ => 0 };
        long power = 1;
        for (; y > 0; y >>= 1, x = unchecked(x * x))
            if ((y & 1) != 0) power = unchecked(power * x);
        return power;
    }
}
