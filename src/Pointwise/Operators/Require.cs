using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The checks that shape rules share; each error says what was expected and found.</summary>
internal static class Require
{
    public static void Inputs(ReadOnlySpan<Shape> inputs, int count)
    {
        if (inputs.Length != count)
            throw new PointwiseException("inputs", "wrong number of inputs", $"{count}", $"{inputs.Length}", "connect each input once");
    }

    public static void Inputs(ReadOnlySpan<ValueInfo> inputs, int least, int most)
    {
        if (inputs.Length < least || inputs.Length > most)
            throw new PointwiseException("inputs", "wrong number of inputs", least == most ? $"{least}" : $"{least} to {most}", $"{inputs.Length}", "connect each input once");
    }

    public static void Floats(string op, ReadOnlySpan<ValueInfo> inputs, int index)
    {
        if (inputs[index].Kind != ElementKind.Float32)
            throw new PointwiseException($"input {index}", $"{op} computes on floats alone", $"{ElementKind.Float32}", $"{inputs[index].Kind}", "cast it");
    }

    public static void Numbers(string op, ValueInfo input)
    {
        if (input.Kind == ElementKind.Boolean)
            throw new PointwiseException("input", $"{op} does not compute on such elements", "numbers", $"{input.Kind}", "cast it");
    }

    public static void Integers(string what, ValueInfo input)
    {
        if (input.Kind != ElementKind.Int64)
            throw new PointwiseException(what, "not whole numbers", $"{ElementKind.Int64}", $"{input.Kind}", "cast them");
    }

    /// <summary>The values of an input that decide the shape of the result.</summary>
    public static Literal Known(string what, ValueInfo input) => input.Known
        ?? throw new PointwiseException(what, "the shape of the result depends on values that are only known while it runs", "values that depend on nothing fed in", $"{input.Kind} {input.Shape}, computed from what is fed in", $"bind {what} as a constant");

    /// <summary>The whole numbers of an input that decide the shape of the result: a list, or one number.</summary>
    public static ReadOnlySpan<long> KnownIntegers(string what, ValueInfo input)
    {
        Integers(what, input);
        if (input.Shape.Rank > 1)
            throw new PointwiseException(what, "not a list", "rank 0 or 1", $"{input.Shape}", "flatten it");
        return Known(what, input).Integers.AsSpan();
    }

    /// <summary>An axis counted from the first, where negative ones count from the last.</summary>
    public static int Axis(long axis, int rank)
    {
        if (axis < -rank || axis >= rank)
            throw new PointwiseException("axis", "out of range", rank == 0 ? "no axis: the value has none" : $"{-rank} to {rank - 1}", $"{axis}", "correct the axis");
        return (int)(axis < 0 ? axis + rank : axis);
    }

    public static void Image(Shape shape)
    {
        if (!shape.IsImage)
            throw new PointwiseException("input", "not a batch of pictures", "rank 4, [N,C,H,W]", $"{shape}", "put this before the flattening, or reshape");
    }

    public static void Pixels(Shape shape)
    {
        Image(shape);
        if (shape.H < 1 || shape.W < 1)
            throw new PointwiseException("input", "pictures without pixels", "at least 1x1 pixels", $"{shape.H}x{shape.W}", "give a larger picture");
    }

    public static void Vectors(Shape shape)
    {
        if (shape.Rank != 2)
            throw new PointwiseException("input", "not a batch of vectors", "rank 2, [N,C]", $"{shape}", "flatten the pictures first");
    }

    public static void Positive(string attribute, long value)
    {
        if (value < 1)
            throw new PointwiseException(attribute, "out of range", "at least 1", $"{value}", $"give a positive {attribute}");
    }

    public static void Range(string attribute, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new PointwiseException(attribute, "out of range", $"{least} to {most}", $"{value}", $"correct {attribute}");
    }
}
