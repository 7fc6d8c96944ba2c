using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>Reads a shape from JSON without believing it.</summary>
internal static class ShapeReader
{
    /// <summary>Reads the array stood on.</summary>
    /// <exception cref="PointwiseException">It is no list of whole numbers, or larger than a shape may be.</exception>
    public static Shape Read(ref JsonCursor json, string place, Limits limits)
    {
        json.Array("shape");
        Span<int> extents = stackalloc int[Shape.MaxRank];
        int rank = 0;
        long elements = 1;
        while (json.NextItem())
        {
            if (rank == Shape.MaxRank)
                throw new PointwiseException(place, "too many extents", $"rank 0 to {Shape.MaxRank}", "more", "reshape to fewer dimensions");
            if (!json.IsDigits) throw json.Wrong("shape", "whole numbers from 0");
            long extent = json.IsInteger ? json.Integer("shape") : long.MaxValue;
            if (extent > int.MaxValue || (elements *= extent) >= limits.TensorElements)
            {
                throw new PointwiseException(place, "shape too large", $"extents up to {int.MaxValue}, fewer than {limits.TensorElements} elements (limit {nameof(Limits.TensorElements)})",
                    $"extent {rank} is {(json.IsInteger ? extent : "2^63 or more")}", "use smaller extents, or store it in parts");
            }

            extents[rank++] = (int)extent;
        }

        return new Shape(extents[..rank]);
    }
}
