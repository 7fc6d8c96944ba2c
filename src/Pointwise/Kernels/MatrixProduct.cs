using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// The product of two matrices that are both computed while the graph runs, by the tile: the right one is packed into panels first;
/// the left one and the result are copied where their rows do not lie as the tile wants them.
/// </summary>
internal static unsafe class MatrixProduct
{
    private const int Block = 16;

    /// <summary>result = left times right, or result += it.</summary>
    public static void Run(Workers workers, Matrix left, Matrix right, Matrix result, bool accumulate)
    {
        int rows = result.Rows, columns = result.Columns, depth = left.Columns;
        if (rows == 0 || columns == 0) return;
        PanelLayout layout = PanelLayout.For(workers.Width, rows, columns, Math.Max(1, depth));
        bool copiesLeft = !left.LiesInRows, copiesResult = !result.LiesInRows;
        long packedBytes = layout.Floats * sizeof(float), leftBytes = copiesLeft ? (long)rows * depth * sizeof(float) : 0;
        long resultBytes = copiesResult || depth == 0 ? (long)rows * columns * sizeof(float) : 0;
        var memory = new Carver(workers.CallScratch, packedBytes + leftBytes + resultBytes);
        float* packed = (float*)memory.Take(packedBytes), copied = (float*)memory.Take(leftBytes), found = (float*)memory.Take(resultBytes);
        Matrix dense = new(found, rows, columns, columns, 1);
        if (depth == 0)
        {
            new Span<float>(found, checked(rows * columns)).Clear();
            Copy(workers, dense, result, accumulate);
            return;
        }

        var packing = new Packing(right, layout, packed);
        workers.Run(ref packing, layout.Count);
        if (copiesLeft)
        {
            Matrix target = new(copied, rows, depth, depth, 1);
            Copy(workers, left, target, accumulate: false);
            left = target;
        }

        // the sums start from what is there wherever it lies, for the same bits
        if (copiesResult && accumulate) Copy(workers, result, dense, accumulate: false);
        new GatheredProduct
        {
            Source = left.ToRows(), Channels = depth, Destination = (copiesResult ? dense : result).ToRows(),
            Vertical = Axis.Forward(1, 1, 1, 1, 0, 1), Horizontal = Axis.Forward(1, 1, 1, 1, 0, 1),
            Layout = layout, Weights = packed, Accumulate = accumulate,
        }.Run(workers);
        if (copiesResult) Copy(workers, dense, result, accumulate: false);
    }

    private static void Copy(Workers workers, Matrix from, Matrix to, bool accumulate)
    {
        var work = new Copying(from, to, accumulate);
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct Copying(Matrix from, Matrix to, bool accumulate) : IWork
    {
        public Split Split { get; } = Split.OfRows(from.Rows, from.Columns);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                float* source = from.Data + row * from.RowStep, target = to.Data + row * to.RowStep;
                for (int column = 0; column < from.Columns; column++)
                {
                    float value = source[column * from.ColumnStep];
                    float* place = target + column * to.ColumnStep;
                    *place = accumulate ? *place + value : value;
                }
            }
        }
    }

    /// <summary>[depth, columns] as panels; 16 rows at a time, so that every line read is used up whichever way the matrix lies.</summary>
    private readonly struct Packing(Matrix matrix, PanelLayout layout, float* packed) : IWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int used = layout.Used(piece), width = layout.Width(piece), depth = matrix.Rows;
            float* panel = packed + layout.Offset(piece);
            float* source = matrix.Data + layout.FirstColumn(piece) * matrix.ColumnStep;
            if (matrix.ColumnStep == 1)
            {
                for (int k = 0; k < depth; k++, panel += width, source += matrix.RowStep)
                {
                    new ReadOnlySpan<float>(source, used).CopyTo(new Span<float>(panel, used));
                    new Span<float>(panel + used, width - used).Clear();
                }

                return;
            }

            if (used < width) new Span<float>(panel, checked(width * depth)).Clear();
            for (int start = 0; start < depth; start += Block)
            {
                int end = Math.Min(depth, start + Block);
                for (int column = 0; column < used; column++)
                    for (int k = start; k < end; k++) panel[k * width + column] = source[k * matrix.RowStep + column * matrix.ColumnStep];
            }
        }
    }
}
