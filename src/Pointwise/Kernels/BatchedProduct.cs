using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>
/// Products of the matrices in the last two axes of values, one for each place of the axes before them, which are broadcast by numpy's rules.
/// The products are summed where the result is the one that is repeated: that is the gradient of what was broadcast.
/// </summary>
internal static unsafe class BatchedProduct
{
    /// <summary>result = left times right, or result += it.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="left">[…, rows, depth].</param>
    /// <param name="right">[…, depth, columns].</param>
    /// <param name="result">[…, rows, columns].</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    public static void Run(Workers workers, in View left, in View right, in View result, bool accumulate)
    {
        Debug.Assert(left.Rank >= 2 && right.Rank >= 2 && result.Rank >= 2);
        Matrix a = Matrix.Of(left, left.Rank - 2, left.Rank - 1), b = Matrix.Of(right, right.Rank - 2, right.Rank - 1);
        Matrix y = Matrix.Of(result, result.Rank - 2, result.Rank - 1);
        Shape shape = BatchOf(left, right, result);
        View batchResult = Batch(result, shape), batchLeft = Batch(left, shape), batchRight = Batch(right, shape);
        if (shape.Elements != Alignment.Without(result, LastTwo(result)).Elements && !accumulate)
        {
            BroadcastMap.Run(workers, new Cleared(), result, result);
            accumulate = true;
        }

        var batch = new LoopNest(batchResult, batchLeft, batchRight);
        if (TryAsRows(batch, ref a, b, ref y)) batch = new LoopNest(default, default(View));
        for (int run = 0; run < batch.Pieces.Total; run++)
        {
            LoopNest.Offsets at = batch.RunOf(run);
            for (long i = 0; i < at.Count; i++)
            {
                MatrixProduct.Run(workers, a.At(at.B + i * batch.InnerStride(1)), b.At(at.C + i * batch.InnerStride(2)),
                    y.At(at.A + i * batch.InnerStride(0)), accumulate);
            }
        }
    }

    private static View Batch(in View view, Shape shape) => Alignment.Without(view, LastTwo(view)).BroadcastTo(shape);

    private static uint LastTwo(in View view) => 3u << (view.Rank - 2);

    /// <summary>The extents before the last two, broadcast.</summary>
    private static Shape BatchOf(in View left, in View right, in View result)
    {
        int rank = Math.Max(result.Rank, Math.Max(left.Rank, right.Rank));
        Span<int> extents = stackalloc int[rank - 2];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            int x = Extent(left, rank, axis), y = Extent(right, rank, axis), z = Extent(result, rank, axis);
            extents[axis] = Math.Min(x, Math.Min(y, z)) == 0 ? 0 : Math.Max(x, Math.Max(y, z));
        }

        return new Shape(extents);
    }

    private static int Extent(in View view, int rank, int axis)
    {
        int own = axis - (rank - view.Rank);
        return own < 0 ? 1 : view.Extent(own);
    }

    /// <summary>One right matrix for all left ones whose rows follow each other: one product of all rows.</summary>
    private static bool TryAsRows(in LoopNest batch, ref Matrix a, Matrix b, ref Matrix y)
    {
        if (batch.Depth != 1 || batch.InnerStride(2) != 0 || (long)a.Rows * batch.Inner > int.MaxValue) return false;
        long aStep = a.Rows == 1 ? batch.InnerStride(1) : a.RowStep, yStep = y.Rows == 1 ? batch.InnerStride(0) : y.RowStep;
        if (batch.InnerStride(1) != a.Rows * aStep || batch.InnerStride(0) != y.Rows * yStep || yStep == 0 || b.Columns == 0) return false;
        int rows = a.Rows * batch.Inner;
        a = new Matrix(a.Data, rows, a.Columns, aStep, a.ColumnStep);
        y = new Matrix(y.Data, rows, y.Columns, yStep, y.ColumnStep);
        return true;
    }

    private readonly struct Cleared : IFunction1
    {
        public TVector Apply<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => TLanes.Zero;
    }
}
