using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>
/// A value as kernels see it: N x H x W rows of C floats, <see cref="Stride"/> floats apart. A batch of vectors [N,C] has H = W = 1.
/// The stride is larger than C where the value is a channel slice of wider rows, as the branches of a concatenation are.
/// </summary>
internal readonly unsafe struct Rows
{
    public Rows(float* data, int n, int h, int w, int c, int stride)
    {
        Debug.Assert(stride >= c);
        Data = data;
        (N, H, W, C, Stride) = (n, h, w, c, stride);
    }

    public float* Data { get; }

    public int N { get; }

    public int H { get; }

    public int W { get; }

    public int C { get; }

    /// <summary>Floats from the start of one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Rows in all: N x H x W.</summary>
    public int Count => N * H * W;

    public long Elements => (long)Count * C;

    /// <summary>Whether the rows follow each other without gaps.</summary>
    public bool IsDense => Stride == C;

    /// <summary>Whether there is nothing here: an optional argument that was not given.</summary>
    public bool IsNone => Data == null;

    /// <summary>Whether it begins where a channel of another value's first row lies.</summary>
    public bool LiesAt(Rows whole, int channel) => Data == whole.Data + channel;

    /// <summary>The address of one row.</summary>
    public float* Row(long row) => Data + row * Stride;

    /// <summary>Channels <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1 of every row.</summary>
    public Rows Slice(int first, int count)
    {
        Debug.Assert(first >= 0 && first + count <= C);
        return new Rows(Data + first, N, H, W, count, Stride);
    }

    /// <summary>One picture of the batch.</summary>
    public Rows Picture(int n) => new(Row((long)n * H * W), 1, H, W, C, Stride);

    /// <summary>The floats of dense rows.</summary>
    public Span<float> Span => IsDense ? new Span<float>(Data, checked((int)Elements)) : throw new UnreachableException("a channel slice has no span");

    /// <summary>The whole numbers of a value that holds such.</summary>
    public Span<long> Integers => new(Data, checked((int)Elements));

    /// <summary>The floats of one row.</summary>
    public Span<float> RowSpan(long row) => new(Row(row), C);

    /// <summary>A shape laid over memory: rank 4 as pictures; ranks 0 and 1 as one row; others as rows of their last extents.</summary>
    public static Rows Over(float* data, Shape shape, int stride)
    {
        return shape.Rank switch
        {
            4 => new Rows(data, shape.N, shape.H, shape.W, shape.C, stride),
            0 => new Rows(data, 1, 1, 1, 1, stride),
            1 => new Rows(data, 1, 1, 1, shape[0], stride),
            _ => new Rows(data, shape.N, 1, 1, checked((int)(shape.Elements / Math.Max(1, shape.N))), stride),
        };
    }

    /// <summary>Floats in one dense row of a shape.</summary>
    public static int RowLength(Shape shape) => Over(null, shape, int.MaxValue).C;

    /// <summary>All of a tensor.</summary>
    public static Rows Of(Tensor tensor) => Over(tensor.Memory.Data, tensor.Shape, RowLength(tensor.Shape));

    /// <summary>A shape laid densely into an arena.</summary>
    public static Rows In(Arena arena, long offset, Shape shape, int stride = 0) =>
        Over(arena.Data + offset, shape, stride == 0 ? RowLength(shape) : stride);
}
