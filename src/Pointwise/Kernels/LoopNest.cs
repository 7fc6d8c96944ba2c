using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>
/// The axes of up to four views of one shape as one nest of loops: in the order in which the first view lies in memory, without those of
/// extent 1, and merged where all the views go on without a jump. The last loop is the inner one.
/// </summary>
internal readonly struct LoopNest
{
    private const int FloatsPerPiece = 16384;
    private readonly Levels levels;

    /// <param name="first">What is written; its order is kept.</param>
    /// <param name="second">What is read.</param>
    public LoopNest(in View first, in View second)
        : this(first, second, second, second)
    {
    }

    public LoopNest(in View first, in View second, in View third)
        : this(first, second, third, third)
    {
    }

    public LoopNest(in View first, in View second, in View third, in View fourth)
    {
        Levels found = default;
        int depth = 0;
        for (int i = 0; i < first.Rank; i++)
        {
            Debug.Assert(first.Extent(i) == second.Extent(i) && first.Extent(i) == third.Extent(i) && first.Extent(i) == fourth.Extent(i));
            if (first.Extent(i) == 1) continue;
            var level = new Level { Extent = first.Extent(i), A = first.Stride(i), B = second.Stride(i), C = third.Stride(i), D = fourth.Stride(i) };
            int place = depth++;
            for (; place > 0 && Math.Abs(found[place - 1].A) < Math.Abs(level.A); place--) found[place] = found[place - 1];
            found[place] = level;
        }

        int kept = 0;
        for (int i = 0; i < depth; i++)
        {
            if (kept > 0 && Continues(found[kept - 1], found[i]))
            {
                Level merged = found[i];
                merged.Extent = checked(merged.Extent * found[kept - 1].Extent);
                found[kept - 1] = merged;
            }
            else
            {
                found[kept++] = found[i];
            }
        }

        (levels, Depth) = (found, kept);
        Inner = kept == 0 ? 1 : found[kept - 1].Extent;
        long outer = 1;
        for (int i = 0; i < kept - 1; i++) outer *= found[i].Extent;
        Outer = checked((int)outer);
        Run = Math.Max(1, Math.Min(Inner, FloatsPerPiece));
    }

    /// <summary>How many loops there are.</summary>
    public int Depth { get; }

    /// <summary>Steps of the inner loop.</summary>
    public int Inner { get; }

    /// <summary>How often the inner loop runs.</summary>
    public int Outer { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Inner == 0 || Outer == 0;

    /// <summary>The distance of two steps of the inner loop in a view, 0 to 3.</summary>
    public long InnerStride(int view) => Depth == 0 ? 0 : levels[Depth - 1][view];

    /// <summary>A loop's steps, the outermost first.</summary>
    public int Extent(int level) => levels[level].Extent;

    public long Stride(int level, int view) => levels[level][view];

    /// <summary>The work in pieces of about 64 KiB: each a range of runs, <see cref="RunOf"/> tells where one lies.</summary>
    public Split Pieces => IsEmpty ? new Split(0, 1) : Split.OfRows(checked(Outer * RunsOfInner), Run);

    /// <summary>Steps of one run, the last of an inner loop perhaps fewer.</summary>
    private int Run { get; }

    private int RunsOfInner => (Inner + Run - 1) / Run;

    /// <summary>A run of steps of the inner loop: where it starts in each view, and how many steps it has.</summary>
    public Offsets RunOf(int run)
    {
        (int outer, int part) = Math.DivRem(run, RunsOfInner);
        int first = part * Run;
        var offsets = new Offsets { Count = Math.Min(Run, Inner - first) };
        if (Depth > 0)
        {
            Level inner = levels[Depth - 1];
            (offsets.A, offsets.B, offsets.C, offsets.D) = (first * inner.A, first * inner.B, first * inner.C, first * inner.D);
        }

        for (int i = Depth - 2; i >= 0; i--)
        {
            (outer, int place) = Math.DivRem(outer, levels[i].Extent);
            offsets.A += place * levels[i].A;
            offsets.B += place * levels[i].B;
            offsets.C += place * levels[i].C;
            offsets.D += place * levels[i].D;
        }

        return offsets;
    }

    /// <summary>Whether the outer of two loops goes on in every view where the inner one ends.</summary>
    private static bool Continues(in Level outer, in Level inner) =>
        outer.A == inner.Extent * inner.A && outer.B == inner.Extent * inner.B && outer.C == inner.Extent * inner.C && outer.D == inner.Extent * inner.D;

    /// <summary>Elements from a view's first to where a run starts, and the run's steps.</summary>
    public struct Offsets
    {
        public int Count;
        public long A, B, C, D;
    }

    private struct Level
    {
        public int Extent;
        public long A, B, C, D;

        public readonly long this[int view] => view switch { 0 => A, 1 => B, 2 => C, _ => D };
    }

    [InlineArray(Shape.MaxRank)]
    private struct Levels
    {
        private Level first;
    }
}
