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
