using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Shapes made of numbers that a graph computes.</summary>
internal static class Extents
{
    /// <summary>A shape of whole numbers that may be anything.</summary>
    /// <exception cref="PointwiseException">They are negative, too many or too large.</exception>
    public static Shape ToShape(string what, ReadOnlySpan<long> extents)
    {
        if (extents.Length > Shape.MaxRank)
            throw new PointwiseException(what, "too many extents", $"rank 0 to {Shape.MaxRank}", $"rank {extents.Length}", "reshape to fewer dimensions");
        Span<int> narrow = stackalloc int[Shape.MaxRank];
        for (int i = 0; i < extents.Length; i++)
        {
            if (extents[i] is < 0 or > int.MaxValue)
                throw new PointwiseException(what, "extent out of range", $"0 to {int.MaxValue}", $"extent {i} is {extents[i]}", $"correct {what}");
            narrow[i] = (int)extents[i];
        }

        return new Shape(narrow[..extents.Length]);
    }

    /// <summary>The shape that both broadcast to by numpy's rules: matched from the last axis, extents of 1 are repeated.</summary>
    /// <exception cref="PointwiseException">They do not fit each other.</exception>
    public static Shape Broadcast(Shape first, Shape second)
    {
        int rank = Math.Max(first.Rank, second.Rank);
        Span<int> extents = stackalloc int[Shape.MaxRank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= first.Rank ? first[first.Rank - i] : 1, b = i <= second.Rank ? second[second.Rank - i] : 1;
            if (a != b && a != 1 && b != 1)
                throw new PointwiseException("inputs", "shapes do not broadcast", "extents that are equal or 1, matched from the last", $"{first} and {second}", "reshape one of them");
            extents[rank - i] = a == 1 ? b : a;
        }

        return new Shape(extents[..rank]);
    }
}
