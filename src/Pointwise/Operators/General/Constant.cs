using System.Collections.Immutable;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Values that are part of the network. For large tensors of floats <see cref="Weight"/> keeps them among the parameters.</summary>
/// <param name="Value">The values.</param>
public sealed record Constant(Literal Value) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Constant";

    internal override Attributes Attributes => WriteValues(new Attributes(Name).With("shape", Value.Shape).WithKind(Value.Kind));

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 0, 0);
        return ValueInfo.Of(Value);
    }

    internal static Constant Read(Attributes a)
    {
        Shape shape = a.Shape("shape");
        ElementKind kind = a.Kind();
        if (kind == ElementKind.Float32) return new Constant(Literal.Of(shape, [.. a.Has("value_bits") ? a.Longs("value_bits").Select(FromBits) : a.Numbers("value_floats").Select(v => (float)v)]));
        ImmutableArray<long> values = a.Longs("value_ints");
        if (kind == ElementKind.Int64) return new Constant(Literal.Of(shape, values.AsSpan()));
        return new Constant(Literal.Of(shape, [.. values.Select(v => v is 0 or 1 ? v == 1 : throw new PointwiseException("value_ints", "not a truth value", "0 or 1", $"{v}", "correct it"))]));
    }

    internal override void Forward(in ForwardPass pass) => LiteralMemory.Write(Value, pass.OutputView);

    /// <summary>Floats as numbers where text gives them back bit for bit, else as their bits.</summary>
    private Attributes WriteValues(Attributes attributes)
    {
        if (Value.Kind != ElementKind.Float32) return attributes.With("value_ints", Value.Integers.AsSpan());
        return Value.Floats.All(v => float.IsFinite(v) && !(v == 0 && float.IsNegative(v)))
            ? attributes.With("value_floats", Value.Floats.Select(v => (double)v).ToImmutableArray())
            : attributes.With("value_bits", [.. Value.Floats.Select(v => (long)BitConverter.SingleToUInt32Bits(v))]);
    }

    private static float FromBits(long bits) => bits is >= 0 and <= uint.MaxValue ? BitConverter.UInt32BitsToSingle((uint)bits)
        : throw new PointwiseException("value_bits", "not the bits of a float", $"0 to {uint.MaxValue}", $"{bits}", "correct it");
}
