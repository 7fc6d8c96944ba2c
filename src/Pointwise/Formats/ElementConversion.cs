using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pointwise.Formats;

/// <summary>Stored little-endian elements to numbers and back.</summary>
internal static class ElementConversion
{
    /// <summary>Reads elements as numbers of another type, rounded to the nearest where they are narrower.</summary>
    /// <exception cref="OverflowException">An integer does not fit.</exception>
    public static void Read<T>(ElementType type, ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        switch (type)
        {
            case ElementType.BOOL: Truths(bytes, values); break;
            case ElementType.U8: Numbers<byte, T>(bytes, values); break;
            case ElementType.I8: Numbers<sbyte, T>(bytes, values); break;
            case ElementType.I16: Numbers<short, T>(bytes, values); break;
            case ElementType.U16: Numbers<ushort, T>(bytes, values); break;
            case ElementType.F16: Numbers<Half, T>(bytes, values); break;
            case ElementType.BF16: BrainFloats(bytes, values); break;
            case ElementType.I32: Numbers<int, T>(bytes, values); break;
            case ElementType.U32: Numbers<uint, T>(bytes, values); break;
            case ElementType.F32: Numbers<float, T>(bytes, values); break;
            case ElementType.F64: Numbers<double, T>(bytes, values); break;
            case ElementType.I64: Numbers<long, T>(bytes, values); break;
            default: Numbers<ulong, T>(bytes, values); break;
        }
    }

    /// <summary>Stores some floats as F32, F16 or BF16, rounded to the nearest, ties to even.</summary>
    public static byte[] Write(ElementType type, ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * type.Size()];
        switch (type)
        {
            case ElementType.F32:
                MemoryMarshal.AsBytes(values).CopyTo(bytes);
                break;
            case ElementType.F16:
                TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(bytes.AsSpan()));
                break;
            case ElementType.BF16:
                Span<ushort> stored = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                for (int i = 0; i < values.Length; i++) stored[i] = BrainFloat(values[i]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "floats are stored as F32, F16 or BF16");
        }

        return bytes;
    }

    /// <exception cref="PointwiseException">A value is beyond what the type holds.</exception>
    public static void RequireFit(string name, ElementType type, ReadOnlySpan<float> values, byte[] stored)
    {
        var back = new float[values.Length];
        Read(type, stored, back);
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsInfinity(back[i]) && !float.IsInfinity(values[i]))
                throw new PointwiseException($"tensor {name}", $"a value is too large for {type}", type == ElementType.F16 ? "at most 65504" : "at most 3.39e38", FormattableString.Invariant($"{values[i]}"), "store it as F32");
        }
    }

    private static void Numbers<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T> =>
        TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, TStored>(bytes), values);

    private static void Truths<T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < bytes.Length; i++) values[i] = bytes[i] == 0 ? T.Zero : T.One;
    }

    private static void BrainFloats<T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<ushort> stored = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (int i = 0; i < stored.Length; i++) values[i] = T.CreateChecked(BitConverter.UInt32BitsToSingle((uint)stored[i] << 16));
    }

    /// <summary>The upper half of a float's bits, rounded; what is not a number stays so.</summary>
    private static ushort BrainFloat(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
