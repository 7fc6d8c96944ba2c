using Pointwise.Tensors;

namespace Pointwise.Formats.Torch;

/// <summary>Walks through memory along strides.</summary>
internal static class Strides
{
    /// <summary>Copies elements into row-major order.</summary>
    /// <param name="region">Memory from the first element to the last.</param>
    /// <param name="size">Bytes of an element.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="strides">Elements from one place to the next along each extent.</param>
    /// <param name="rowMajor">Takes them.</param>
    public static void Gather(ReadOnlySpan<byte> region, int size, Shape shape, ReadOnlySpan<long> strides, Span<byte> rowMajor)
    {
        Span<int> place = stackalloc int[Shape.MaxRank];
        int last = shape.Rank - 1;
        int inner = last >= 0 ? shape[last] : 1, step = last >= 0 ? (int)strides[last] * size : 0;
        for (int written = 0; written < rowMajor.Length;)
        {
            long from = 0;
            for (int i = 0; i < last; i++) from += place[i] * strides[i];
            int at = (int)from * size;
            for (int i = 0; i < inner; i++, at += step, written += size) region.Slice(at, size).CopyTo(rowMajor.Slice(written, size));
            for (int i = last - 1; i >= 0 && ++place[i] == shape[i]; i--) place[i] = 0;
        }
    }
}
