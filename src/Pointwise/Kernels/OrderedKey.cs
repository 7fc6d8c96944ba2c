namespace Pointwise.Kernels;

/// <summary>Numbers as 64-bit keys of the same order.</summary>
internal interface IOrderedKey<T>
{
    static abstract long Of(T value);
}

/// <summary>Floats; what is not a number comes after all others, 0 and -0 are the same.</summary>
internal readonly struct FloatKey : IOrderedKey<float>
{
    public static long Of(float value)
    {
        if (float.IsNaN(value)) return int.MaxValue;
        int bits = BitConverter.SingleToInt32Bits(value == 0 ? 0 : value);
        return bits < 0 ? int.MinValue - bits : bits;
    }
}

/// <summary>Whole numbers.</summary>
internal readonly struct IntegerKey : IOrderedKey<long>
{
    public static long Of(long value) => value;
}
