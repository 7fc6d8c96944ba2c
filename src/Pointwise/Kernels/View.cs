using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>
/// A value's elements by their places in spoken order, wherever they lie: extents, and strides in elements. Whole numbers and truth values
/// are 64-bit numbers, dense; a batch of pictures lies channels-last whatever its kind.
/// </summary>
internal readonly unsafe struct View
{
    private readonly void* data;
    private readonly Axes axes;

    private View(void* data, ElementKind kind, int rank, in Axes axes)
    {
        this.data = data;
        (Kind, Rank, this.axes) = (kind, rank, axes);
    }

    public ElementKind Kind { get; }

    public int Rank { get; }

    /// <summary>The first element of floats.</summary>
    public float* Floats => (float*)data;

    /// <summary>The first element of whole numbers, and of truth values, 0 or 1.</summary>
    public long* Integers => (long*)data;

    public long Elements
    {
        get
        {
            long elements = 1;
            for (int i = 0; i < Rank; i++) elements *= axes[i].Extent;
            return elements;
        }
    }

    public int Extent(int axis) => axes[axis].Extent;

    /// <summary>Elements from one place of an axis to the next; 0 where it is broadcast.</summary>
    public long Stride(int axis) => axes[axis].Stride;

    /// <summary>A value's elements.</summary>
    /// <param name="rows">Where it lies; a slice of wider rows where it is pictures or vectors of floats, else dense.</param>
    /// <param name="shape">Its extents.</param>
    /// <param name="kind">What its elements are.</param>
    public static View Of(Rows rows, Shape shape, ElementKind kind)
    {
        Axes axes = default;
        for (int i = 0; i < shape.Rank; i++) axes[i].Extent = shape[i];
        int pixel = kind == ElementKind.Float32 ? rows.Stride : shape.C;
        if (shape.Rank == 4)
        {
            axes[3].Stride = pixel;
            axes[2].Stride = (long)shape.W * pixel;
            axes[1].Stride = 1;
            axes[0].Stride = (long)shape.H * shape.W * pixel;
            return new View(rows.Data, kind, 4, axes);
        }

        Densify(ref axes, shape.Rank);
        if (shape.Rank == 2) axes[0].Stride = pixel;
        return new View(rows.Data, kind, shape.Rank, axes);
    }

    /// <summary>The same elements as often as a larger shape needs them, by numpy's rules: axes are matched from the last, extents of 1 are repeated.</summary>
    public View BroadcastTo(Shape shape)
    {
        Debug.Assert(shape.Rank >= Rank);
        Axes wider = default;
        int more = shape.Rank - Rank;
        for (int i = 0; i < shape.Rank; i++)
        {
            Debug.Assert(i < more || Extent(i - more) == shape[i] || Extent(i - more) == 1);
            bool repeats = i < more || Extent(i - more) != shape[i];
            wider[i] = new Axis { Extent = shape[i], Stride = repeats ? 0 : Stride(i - more) };
        }

        return new View(data, Kind, shape.Rank, wider);
    }

    /// <summary>The same elements with axis i of the result axis order[i] of this.</summary>
    public View Permute(ReadOnlySpan<int> order)
    {
        Debug.Assert(order.Length == Rank);
        Axes permuted = default;
        for (int i = 0; i < Rank; i++) permuted[i] = axes[order[i]];
        return new View(data, Kind, Rank, permuted);
    }

    /// <summary>Every step-th place of an axis; a negative step goes backwards.</summary>
    public View Slice(int axis, long start, int count, long step = 1)
    {
        Debug.Assert(count == 0 || (start >= 0 && start < Extent(axis) && start + (count - 1) * step >= 0 && start + (count - 1) * step < Extent(axis)));
        Axes sliced = axes;
        sliced[axis] = new Axis { Extent = count, Stride = Stride(axis) * step };
        return new View(count == 0 ? data : At(start * Stride(axis)), Kind, Rank, sliced);
    }

    /// <summary>One place of an axis, which is no axis of the result.</summary>
    public View At(int axis, long place)
    {
        Debug.Assert(place == 0 || (place > 0 && place < Extent(axis)));
        Axes fewer = default;
        for (int i = 0; i < Rank - 1; i++) fewer[i] = axes[i < axis ? i : i + 1];
        return new View(At(place * Stride(axis)), Kind, Rank - 1, fewer);
    }

    /// <summary>One more axis of extent 1.</summary>
    public View Unsqueeze(int axis)
    {
        Axes more = default;
        for (int i = 0; i <= Rank; i++) more[i] = i == axis ? new Axis { Extent = 1 } : axes[i < axis ? i : i - 1];
        return new View(data, Kind, Rank + 1, more);
    }

    /// <summary>One axis as two: extent a * b as a and b, row-major.</summary>
    public View Divide(int axis, int inner)
    {
        Debug.Assert(Extent(axis) == 0 || Extent(axis) % inner == 0);
        View wider = Unsqueeze(axis + 1);
        Axes divided = wider.axes;
        divided[axis] = new Axis { Extent = inner == 0 ? 0 : Extent(axis) / inner, Stride = Stride(axis) * inner };
        divided[axis + 1] = new Axis { Extent = inner, Stride = Stride(axis) };
        return new View(data, Kind, Rank + 1, divided);
    }

    /// <summary>Elements from the first to the one of a row-major index.</summary>
    public long OffsetOf(long index)
    {
        long offset = 0;
        for (int i = Rank - 1; i >= 0; i--)
        {
            (index, long place) = Math.DivRem(index, Extent(i));
            offset += place * Stride(i);
        }

        return offset;
    }

    /// <summary>Whether the elements have the same places and the same distances.</summary>
    public bool LiesLike(in View other)
    {
        if (Rank != other.Rank) return false;
        for (int i = 0; i < Rank; i++)
        {
            if (Extent(i) != other.Extent(i)) return false;
            if (Extent(i) > 1 && Stride(i) != other.Stride(i)) return false;
        }

        return true;
    }

    /// <summary>Whether the elements lie side by side in row-major order.</summary>
    public bool IsRowMajor
    {
        get
        {
            long stride = 1;
            for (int i = Rank - 1; i >= 0; i--)
            {
                if (Extent(i) != 1 && Stride(i) != stride) return false;
                stride *= Extent(i);
            }

            return true;
        }
    }

    /// <summary>Row-major elements as one axis.</summary>
    public View Flat()
    {
        Debug.Assert(IsRowMajor);
        Axes one = default;
        one[0] = new Axis { Extent = checked((int)Elements), Stride = 1 };
        return new View(data, Kind, 1, one);
    }

    /// <summary>Whether the elements fill their memory without gaps, in any order of the axes.</summary>
    public bool IsDense
    {
        get
        {
            long last = 0, elements = Elements;
            if (elements == 0) return true;
            for (int i = 0; i < Rank; i++)
            {
                if (Stride(i) < 0) return false;
                last += (Extent(i) - 1) * Stride(i);
            }

            // distinct places that reach exactly so far leave no gaps
            return last + 1 == elements && !Repeats;
        }
    }

    private bool Repeats
    {
        get
        {
            for (int i = 0; i < Rank; i++)
                if (Extent(i) > 1 && Stride(i) == 0) return true;
            return false;
        }
    }

    private void* At(long offset) => Kind == ElementKind.Float32 ? Floats + offset : Integers + offset;

    private static void Densify(ref Axes axes, int rank)
    {
        long stride = 1;
        for (int i = rank - 1; i >= 0; i--)
        {
            axes[i].Stride = stride;
            stride *= Math.Max(1, axes[i].Extent);
        }
    }

    private struct Axis
    {
        public int Extent;
        public long Stride;
    }

    [InlineArray(Shape.MaxRank)]
    private struct Axes
    {
        private Axis first;
    }
}
