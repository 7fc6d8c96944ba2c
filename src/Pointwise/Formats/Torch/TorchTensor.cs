using Pointwise.Tensors;

namespace Pointwise.Formats.Torch;

/// <summary>A tensor of a checkpoint: a way to walk through a storage.</summary>
/// <param name="Storage">Where its elements lie.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="First">Its first element, counted in elements of its type from the storage's beginning.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Strides">Elements from one place to the next along each extent; 0 repeats an element.</param>
internal sealed record TorchTensor(TorchStorage Storage, ElementType Type, long First, Shape Shape, long[] Strides)
{
    /// <summary>The largest step from the first element to another.</summary>
    public long Reach
    {
        get
        {
            long reach = 0;
            for (int i = 0; i < Strides.Length; i++) reach += (Shape[i] - 1) * Strides[i];
            return Shape.Elements == 0 ? 0 : reach;
        }
    }

    /// <summary>Whether its elements lie row-major without gaps.</summary>
    public bool IsRowMajor
    {
        get
        {
            long expected = 1;
            for (int i = Shape.Rank - 1; i >= 0; expected *= Shape[i--])
                if (Shape[i] > 1 && Strides[i] != expected) return false;
            return true;
        }
    }

    /// <summary>Puts a tensor together.</summary>
    /// <param name="view">Where its elements lie.</param>
    /// <param name="type">What they are.</param>
    /// <param name="first">The first one, in elements from the view's beginning.</param>
    /// <param name="size">The extents.</param>
    /// <param name="strides">One an extent.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="PickleProblem">It reaches beyond its storage, or is larger than a tensor may be.</exception>
    public static TorchTensor Of(TorchStorageView view, ElementType type, long first, long[] size, long[] strides, Limits limits)
    {
        // a storage of plain bytes is counted in bytes
        int unit = view.Storage.Type is null ? type.Size() : 1;
        long available = view.Elements / unit;
        if (view.First % unit != 0) throw new PickleProblem("a tensor that begins within an element", $"a part of the storage from a multiple of {unit} bytes", $"byte {view.First}");
        if (size.Length != strides.Length || size.Length > Shape.MaxRank)
            throw new PickleProblem("a tensor with impossible extents", $"up to {Shape.MaxRank} extents and a stride for each", $"{size.Length} extents and {strides.Length} strides");
        Shape shape = ShapeOf(size, limits);
        Int128 end = (Int128)first + 1;
        for (int i = 0; i < strides.Length; i++)
        {
            if (strides[i] < 0) throw new PickleProblem("a tensor with a stride below 0", "0 or more", $"{strides[i]}");
            end += (Int128)Math.Max(shape[i] - 1, 0) * strides[i];
        }

        if (first < 0 || (shape.Elements > 0 && end > available))
            throw new PickleProblem("a tensor reaches beyond its storage", $"elements 0 to {available - 1} of storage {JsonCursor.Shorten(view.Storage.Key)}", $"elements {first} to {end - 1}");
        return new TorchTensor(view.Storage, type, view.First / unit + first, shape, strides);
    }

    private static Shape ShapeOf(long[] size, Limits limits)
    {
        Span<int> extents = stackalloc int[size.Length];
        Int128 elements = 1;
        for (int i = 0; i < size.Length; i++)
        {
            elements *= size[i];
            if (size[i] is < 0 or > int.MaxValue || elements >= limits.TensorElements)
                throw new PickleProblem("a tensor with impossible extents", $"extents from 0 to {int.MaxValue}, fewer than {limits.TensorElements} elements (limit {nameof(Limits.TensorElements)})", $"extent {i} is {size[i]}");
            extents[i] = (int)size[i];
        }

        return new Shape(extents);
    }
}
