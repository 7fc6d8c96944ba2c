namespace Pointwise.Kernels;

/// <summary>One row of values written to the pixels of a grid: those of a transposed convolution that no tap reaches.</summary>
internal static unsafe class PixelFilling
{
    /// <summary>Writes the values, rectified if asked, or zeros where they are null, to every grid point's pixel.</summary>
    public static void Fill(Workers workers, Rows rows, Axis vertical, Axis horizontal, float* values, bool rectify)
    {
        var work = new Work(rows, vertical, horizontal, values, rectify);
        workers.Run(ref work, rows.N * vertical.Grid);
    }

    private readonly struct Work(Rows rows, Axis vertical, Axis horizontal, float* values, bool rectify) : IWork
    {
        /// <summary>One piece is one row of the grid of one picture.</summary>
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            (int n, int y) = Math.DivRem(piece, vertical.Grid);
            long line = ((long)n * rows.H + y * vertical.OutputStep + vertical.OutputFirst) * rows.W;
            for (int x = 0; x < horizontal.Grid; x++)
            {
                Span<float> pixel = rows.RowSpan(line + x * horizontal.OutputStep + horizontal.OutputFirst);
                if (values == null) pixel.Clear();
                else for (int c = 0; c < pixel.Length; c++) pixel[c] = rectify ? Lanes1.Rectify(values[c]) : values[c];
            }
        }
    }
}
