using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Softmax, or its logarithm, of the elements along any axes: what lies side by side is worked on where it lies, anything else is first
/// brought together in a row of scratch memory.
/// </summary>
internal static unsafe class SoftmaxLines
{
    /// <summary>y = exp(x - max) / sum of exp(x - max) over the axes, or its logarithm.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="x">The scores.</param>
    /// <param name="axes">A bit for each axis that belongs to one line.</param>
    /// <param name="logarithm">Whether the logarithm is wanted.</param>
    /// <param name="y">Of the same shape.</param>
    public static void Forward(Workers workers, View x, uint axes, bool logarithm, View y)
    {
        var work = new Work(workers, new LineAxes(x, x, y, axes), logarithm, x.Floats, null, y.Floats, false);
        workers.Run(ref work, work.Cut.Pieces);
    }

    /// <summary>dx = y (dy - sum of dy y), or of the logarithm dx = dy - exp(y) (sum of dy), written or added.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="y">What forward gave.</param>
    /// <param name="dy">Its gradient.</param>
    /// <param name="axes">A bit for each axis that belongs to one line.</param>
    /// <param name="logarithm">Whether the result was the logarithm.</param>
    /// <param name="dx">The gradient of the scores.</param>
    /// <param name="accumulate">Whether to add to it.</param>
    public static void Backward(Workers workers, View y, View dy, uint axes, bool logarithm, View dx, bool accumulate)
    {
        var work = new Work(workers, new LineAxes(y, dy, dx, axes), logarithm, y.Floats, dy.Floats, dx.Floats, accumulate);
        workers.Run(ref work, work.Cut.Pieces);
    }

    /// <summary>The axes of three values of one shape, parted into those of a line and the others.</summary>
    private readonly struct LineAxes
    {
        public readonly LoopNest Lines, Along;

        public LineAxes(in View first, in View second, in View third, uint axes)
        {
            Lines = new LoopNest(Alignment.Without(first, axes), Alignment.Without(second, axes), Alignment.Without(third, axes));
            Along = new LoopNest(Alignment.Without(first, ~axes), Alignment.Without(second, ~axes), Alignment.Without(third, ~axes));
        }

        public int Length => checked(Along.Outer * Along.Inner);
    }

    private readonly struct Work(Workers workers, LineAxes axes, bool logarithm, float* x, float* dy, float* y, bool accumulate) : IWork
    {
        private readonly LineAxes axes = axes;

        public ReductionCut Cut { get; } = new(axes.Lines, axes.Length, 1);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            if (axes.Along.IsEmpty) return;
            float* scratch = (float*)workers.Scratch(worker).Bytes(3L * axes.Length * sizeof(float));
            (int first, int end) = Cut.RunsOf(piece);
            for (int run = first; run < end; run++)
            {
                LoopNest.Offsets at = axes.Lines.RunOf(run);
                (int column, int last) = Cut.ColumnsOf(piece, at.Count);
                for (; column < last; column++)
                {
                    Line<TLanes, TVector>(x + at.A + column * axes.Lines.InnerStride(0), dy + at.B + column * axes.Lines.InnerStride(1),
                        y + at.C + column * axes.Lines.InnerStride(2), scratch);
                }
            }
        }

        private void Line<TLanes, TVector>(float* from, float* gradient, float* result, float* scratch)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int length = axes.Length;
            float* values = Read(from, 0, scratch);
            float* row = IsRow(2) && !accumulate && result != values ? result : scratch + length;
            if (dy == null) Values<TLanes, TVector>(values, row, length);
            else Gradient<TLanes, TVector>(values, Read(gradient, 1, scratch + 2L * length), row, length);
            if (row != result) Write(row, result);
        }

        /// <summary>Whether a value's line lies side by side.</summary>
        private bool IsRow(int value) => axes.Along.Depth == 0 || (axes.Along.Depth == 1 && axes.Along.InnerStride(value) == 1);

        private void Values<TLanes, TVector>(float* values, float* row, int length)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            (float most, float logSum) = SoftmaxRows.Row<TLanes, TVector>(values, row, length);
            if (logarithm) Less<TLanes, TVector>(values, most, logSum, row, length);
        }

        private void Gradient<TLanes, TVector>(float* values, float* gradient, float* row, int length)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            if (logarithm)
            {
                SpreadLess<TLanes, TVector>(values, gradient, RowSums.Sum<TLanes, TVector>(gradient, length), row, length);
                return;
            }

            float mean = RowSums.Dot<TLanes, TVector>(gradient, values, length);
            Scaled<TLanes, TVector>(values, gradient, mean, row, length);
        }

        private float* Read(float* first, int value, float* scratch)
        {
            if (IsRow(value)) return first;
            float* next = scratch;
            long step = axes.Along.InnerStride(value);
            for (int run = 0; run < axes.Along.Pieces.Total; run++)
            {
                LoopNest.Offsets at = axes.Along.RunOf(run);
                float* place = first + (value == 0 ? at.A : at.B);
                for (int i = 0; i < at.Count; i++) *next++ = place[i * step];
            }

            return scratch;
        }

        private void Write(float* row, float* first)
        {
            long step = axes.Along.InnerStride(2);
            for (int run = 0; run < axes.Along.Pieces.Total; run++)
            {
                LoopNest.Offsets at = axes.Along.RunOf(run);
                float* place = first + at.C;
                for (int i = 0; i < at.Count; i++, row++) place[i * step] = accumulate ? place[i * step] + *row : *row;
            }
        }

        /// <summary>row = x - most - logSum.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Less<TLanes, TVector>(float* x, float most, float logSum, float* row, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int i = 0;
            for (; i <= count - TLanes.Count; i += TLanes.Count)
                TLanes.Store(TLanes.Subtract(TLanes.Subtract(TLanes.Load(x + i), TLanes.All(most)), TLanes.All(logSum)), row + i);
            for (; i < count; i++) row[i] = x[i] - most - logSum;
        }

        /// <summary>row = dy - exp(y) sum.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void SpreadLess<TLanes, TVector>(float* y, float* dy, float sum, float* row, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int i = 0;
            for (; i <= count - TLanes.Count; i += TLanes.Count)
                TLanes.Store(TLanes.MultiplyAdd(Transcendental.Exp<TLanes, TVector>(TLanes.Load(y + i)), TLanes.All(-sum), TLanes.Load(dy + i)), row + i);
            for (; i < count; i++) row[i] = Lanes1.MultiplyAdd(Transcendental.Exp<Lanes1, float>(y[i]), -sum, dy[i]);
        }

        /// <summary>row = y (dy - mean).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Scaled<TLanes, TVector>(float* y, float* dy, float mean, float* row, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int i = 0;
            for (; i <= count - TLanes.Count; i += TLanes.Count)
                TLanes.Store(TLanes.Multiply(TLanes.Load(y + i), TLanes.Subtract(TLanes.Load(dy + i), TLanes.All(mean))), row + i);
            for (; i < count; i++) row[i] = y[i] * (dy[i] - mean);
        }
    }
}
