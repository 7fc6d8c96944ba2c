using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Known values as attributes: shape, kind where they are not floats, and the values as ONNX's Constant names them.</summary>
internal static class LiteralAttributes
{
    private const string Integers = "value_ints", Floats = "value_floats", Bits = "value_bits";

    /// <summary>Floats as numbers where text gives them back bit for bit, else as their bits.</summary>
    public static Attributes Write(Attributes attributes, Literal value)
    {
        attributes = attributes.With("shape", value.Shape).WithKind(value.Kind);
        if (value.Kind != ElementKind.Float32) return attributes.With(Integers, value.Integers.AsSpan());
        return value.Floats.All(v => float.IsFinite(v) && !(v == 0 && float.IsNegative(v)))
            ? attributes.With(Floats, value.Floats.Select(v => (double)v).ToImmutableArray())
            : attributes.With(Bits, [.. value.Floats.Select(v => (long)BitConverter.SingleToUInt32Bits(v))]);
    }

    public static Literal Read(Attributes attributes)
    {
        Shape shape = attributes.Shape("shape");
        ElementKind kind = attributes.Kind();
        if (kind == ElementKind.Float32)
            return Literal.Of(shape, attributes.Has(Bits) ? [.. attributes.Longs(Bits).Select(FromBits)] : (float[])[.. attributes.Numbers(Floats).Select(v => (float)v)]);
        ImmutableArray<long> values = attributes.Longs(Integers);
        return kind == ElementKind.Int64 ? Literal.Of(shape, values.AsSpan()) : Literal.Of(shape, (bool[])[.. values.Select(Truth)]);
    }

    private static bool Truth(long value) => value is 0 or 1 ? value == 1
        : throw new PointwiseException(Integers, "not a truth value", "0 or 1", $"{value}", "correct it");

    private static float FromBits(long bits) => bits is >= 0 and <= uint.MaxValue ? BitConverter.UInt32BitsToSingle((uint)bits)
        : throw new PointwiseException(Bits, "not the bits of a float", $"0 to {uint.MaxValue}", $"{bits}", "correct it");
}
