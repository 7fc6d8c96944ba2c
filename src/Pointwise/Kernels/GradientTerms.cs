using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Gradients of values that were repeated by numpy's rules: terms at each place of the result, summed where the value was repeated.</summary>
internal static unsafe class GradientTerms
{
    /// <summary>gradient = the sums of f(x), or gradient += them.</summary>
    public static void Send<TFunction>(Workers workers, TFunction function, in View x, in View gradient, bool accumulate)
        where TFunction : struct, IFunction1
    {
        uint repeated = Alignment.Repeated(gradient, x);
        if (repeated == 0)
        {
            BroadcastMap.Run(workers, function, x, gradient, accumulate);
            return;
        }

        View terms = Of(workers, x);
        BroadcastMap.Run(workers, function, x, terms);
        FloatReduction.Run<TotalOf>(workers, terms, repeated, gradient, accumulate);
    }

    /// <summary>gradient = the sums of f(x, y), or gradient += them. At least x is as large as the result; y may be <see cref="Of"/>.</summary>
    public static void Send<TFunction>(Workers workers, TFunction function, in View x, in View y, in View gradient, bool accumulate)
        where TFunction : struct, IFunction2
    {
        uint repeated = Alignment.Repeated(gradient, x);
        if (repeated == 0)
        {
            BroadcastMap.Run(workers, function, x, y, gradient, accumulate);
            return;
        }

        View terms = Of(workers, x);
        BroadcastMap.Run(workers, function, x, y, terms);
        FloatReduction.Run<TotalOf>(workers, terms, repeated, gradient, accumulate);
    }

    /// <summary>Dense floats of a value's shape, the same memory at each call.</summary>
    public static View Of(Workers workers, in View like)
    {
        Debug.Assert(like.Kind == ElementKind.Float32);
        Span<int> extents = stackalloc int[like.Rank];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = like.Extent(axis);
        var shape = new Shape(extents);
        float* memory = (float*)workers.CallScratch.Bytes(Math.Max(1, shape.Elements) * sizeof(float));
        return View.Of(Rows.Over(memory, shape, Rows.RowLength(shape)), shape, ElementKind.Float32);
    }
}
