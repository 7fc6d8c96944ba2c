using System.Runtime.CompilerServices;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>
/// A resampled value: a table for every axis that changes, and memory between the passes over them, in one block of a call's own.
/// Rows and columns of pictures go in one pass over memory where nothing else changes; else each axis in a pass of its own, the last first.
/// </summary>
internal readonly unsafe struct ResampledAxes
{
    private readonly Shape source;
    private readonly Shape result;
    private readonly Tables tables;
    private readonly Tables turned;
    private readonly int* spans;
    private readonly float* near;
    private readonly float* far;

    /// <param name="workers">Whose memory.</param>
    /// <param name="source">The value's extents.</param>
    /// <param name="result">The resampled value's.</param>
    /// <param name="most">For every axis the longest run of its table; 0 for axes that stay, except rows and columns of pictures.</param>
    /// <param name="mostTurned">The same for the tables turned round; none where only the way forward is wanted.</param>
    public ResampledAxes(Workers workers, Shape source, Shape result, ReadOnlySpan<int> most, ReadOnlySpan<int> mostTurned)
    {
        (this.source, this.result) = (source, result);
        IsOfPictures = source.Rank == 4 && most[0] == 0 && most[1] == 0;
        long floats = IsOfPictures ? 0 : Arena.RoundUp(LargestBetween(source, result)), bytes = 0, spanBytes = 0;
        for (int i = 0; i < source.Rank; i++)
        {
            if (most[i] == 0) continue;
            bytes += Aligned(TapTable.Bytes(result[i], most[i])) + (mostTurned.IsEmpty ? 0 : Aligned(TapTable.Bytes(source[i], mostTurned[i])));
            spanBytes = Math.Max(spanBytes, Aligned(2L * source[i] * sizeof(int)));
        }

        byte* memory = workers.CallScratch.Bytes(bytes + spanBytes + 2 * floats * sizeof(float));
        near = (float*)memory;
        far = near + floats;
        memory = (byte*)(far + floats);
        spans = (int*)memory;
        memory += spanBytes;
        for (int i = 0; i < source.Rank; i++)
        {
            if (most[i] == 0) continue;
            tables[i] = new TapTable(source[i], result[i], most[i], memory);
            memory += Aligned(TapTable.Bytes(result[i], most[i]));
            if (mostTurned.IsEmpty) continue;
            turned[i] = new TapTable(result[i], source[i], mostTurned[i], memory);
            memory += Aligned(TapTable.Bytes(source[i], mostTurned[i]));
        }
    }

    /// <summary>Whether only rows and columns of pictures change.</summary>
    public bool IsOfPictures { get; }

    /// <summary>The table of an axis that changes.</summary>
    public TapTable this[int axis] => tables[axis];

    /// <summary>The longest run of an axis's table turned round.</summary>
    public int MostTurned(int axis) => tables[axis].MostTurned(spans);

    /// <summary>Fills the tables turned round from the others.</summary>
    public void Turn()
    {
        for (int i = 0; i < source.Rank; i++)
        {
            if (!tables[i].Exists) continue;
            tables[i].MostTurned(spans);
            turned[i].Turn(tables[i], spans);
        }
    }

    /// <summary>y = x resampled; places outside get a value of their own.</summary>
    public void Forward(Workers workers, Rows x, Rows y, float outside) => Run(workers, tables, source, x, result, y, outside, accumulate: false);

    /// <summary>The gradient of the source (+)= that of the result.</summary>
    public void Backward(Workers workers, Rows outputGradient, Rows inputGradient, bool accumulate) =>
        Run(workers, turned, result, outputGradient, source, inputGradient, 0, accumulate);

    private void Run(Workers workers, in Tables by, Shape from, Rows x, Shape to, Rows y, float outside, bool accumulate)
    {
        if (from.Elements == 0 || to.Elements == 0) return;
        if (IsOfPictures)
        {
            Resampling.Pictures(workers, by[2], by[3], x, y, outside, accumulate);
            return;
        }

        Extents extents = default;
        for (int i = 0; i < from.Rank; i++) extents[i] = from[i];
        float* current = near, next = far;
        Elementwise.Copy(workers, x, Rows.Over(current, from, Rows.RowLength(from)));
        for (int axis = from.Rank - 1; axis >= 0; axis--)
        {
            if (!by[axis].Exists) continue;
            (long outer, long inner) = Around(extents, from.Rank, axis);
            Resampling.Axis(workers, by[axis], outer, inner, current, next, outside);
            extents[axis] = to[axis];
            float* done = next;
            next = current;
            current = done;
        }

        Elementwise.Copy(workers, Rows.Over(current, to, Rows.RowLength(to)), y, accumulate);
    }

    /// <summary>Elements ahead of an axis and behind it in memory, where the channels of pictures lie last.</summary>
    private static (long Outer, long Inner) Around(in Extents extents, int rank, int axis)
    {
        long outer = 1, inner = 1;
        for (int i = 0; i < rank; i++)
        {
            if (i == axis) continue;
            if (Depth(i, rank) < Depth(axis, rank)) outer *= extents[i];
            else inner *= extents[i];
        }

        return (outer, inner);
    }

    private static int Depth(int axis, int rank) => rank == 4 && axis == 1 ? 4 : axis;

    /// <summary>Elements of the largest value that lies between two passes, in either direction.</summary>
    public static long LargestBetween(Shape source, Shape result)
    {
        double largest = 1;
        for (int i = 0; i < source.Rank; i++) largest *= Math.Max(source[i], result[i]);
        return (long)Math.Min(largest, long.MaxValue);
    }

    private static long Aligned(long bytes) => Arena.RoundUp((bytes + sizeof(float) - 1) / sizeof(float)) * sizeof(float);

    [InlineArray(Shape.MaxRank)]
    private struct Tables
    {
        private TapTable first;
    }

    [InlineArray(Shape.MaxRank)]
    private struct Extents
    {
        private int first;
    }
}
