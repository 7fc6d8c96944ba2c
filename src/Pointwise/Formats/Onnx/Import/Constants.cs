using System.Collections.Immutable;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Nodes that give values of their own.</summary>
internal static class Constants
{
    /// <summary>A tensor, one number or a list, by the name of the attribute.</summary>
    public static void Given(NodeContext n)
    {
        OnnxConstant constant = n.Attribute("value") is OnnxTensor tensor ? OnnxConstant.Of(tensor)
            : n.Attribute("value_float") is float single ? Of(Literal.Of(new Shape(), single), OnnxType.Float)
            : n.Attribute("value_int") is long integer ? Of(Literal.Of(new Shape(), integer), OnnxType.Int64)
            : n.Attribute("value_floats") is ImmutableArray<float> floats ? Of(Literal.Of(new Shape(floats.Length), floats.AsSpan()), OnnxType.Float)
            : n.Attribute("value_ints") is ImmutableArray<long> integers ? Of(Literal.Of(new Shape(integers.Length), integers.AsSpan()), OnnxType.Int64)
            : throw n.Unsupported("a constant of this kind", "a tensor, numbers or whole numbers", "text, a sparse tensor or nothing");
        n.Output(0, Operand.Of(constant));
    }

    /// <summary>One value everywhere, zero where none is given. A shape that is known now takes no memory until somebody needs the values.</summary>
    public static void OfShape(NodeContext n)
    {
        OnnxConstant value = n.Attribute("value") is OnnxTensor tensor ? OnnxConstant.Of(tensor) : Of(Literal.Of(new Shape(1), 0f), OnnxType.Float);
        if (value.Shape.Elements != 1) throw n.Unsupported("a fill of several values", "one value", $"{value.Shape}");
        OnnxType type = value.Type.IsFloat() ? OnnxType.Float : value.Type;
        Literal literal = value.ToLiteral();
        if (n[0].Constant is not { } wanted)
        {
            n.Output(0, n.Add(null, new ConstantOfShape(literal), n[0]).As(type));
            return;
        }

        long[] extents = wanted.ReadIntegers();
        var shape = new int[extents.Length];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = extents[i] is >= 0 and <= int.MaxValue ? (int)extents[i] : throw new PointwiseException("shape", "impossible extent", $"0 to {int.MaxValue}", $"{extents[i]}", "correct the shape");
        var whole = new Shape(shape);
        if (whole.Elements > MostFilled)
            throw new PointwiseException("shape", "too large to be filled with one value", $"at most {MostFilled} elements", $"{whole}", "check the sizes asked for");
        n.Output(0, Operand.Of(OnnxConstant.Filled(whole, literal, type)));
    }

    /// <summary>Elements of the largest tensor that a few bytes of a file may make.</summary>
    private const long MostFilled = 1 << 28;

    private static OnnxConstant Of(Literal literal, OnnxType type) => OnnxConstant.Of(literal, type);
}
