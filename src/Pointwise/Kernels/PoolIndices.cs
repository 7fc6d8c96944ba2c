namespace Pointwise.Kernels;

/// <summary>Where the largest value under each window lies. Of equal values the first in reading order wins; what is not a number wins over all before it.</summary>
internal static unsafe class PoolIndices
{
    /// <summary>indices[n,c,y,x] = the winner's place in x, row-major over all of it, or with the pixels of a picture counted down its columns; -1 for none.</summary>
    public static void Fill(Workers workers, SlidingAxis vertical, SlidingAxis horizontal, Rows x, View indices, bool columnMajor)
    {
        var work = new Work(vertical, horizontal, x, indices, columnMajor);
        workers.Run(ref work, x.N * indices.Extent(2));
    }

    private readonly struct Work(SlidingAxis vertical, SlidingAxis horizontal, Rows x, View indices, bool columnMajor) : IWork
    {
        /// <summary>One piece is one row of one picture's result.</summary>
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int height = indices.Extent(2), width = indices.Extent(3);
            (int n, int row) = Math.DivRem(piece, height);
            Reach rows = vertical.ReachOf(row, x.H, height);
            for (int column = 0; column < width; column++)
            {
                Reach columns = horizontal.ReachOf(column, x.W, width);
                long* place = indices.Integers + n * indices.Stride(0) + row * indices.Stride(2) + column * indices.Stride(3);
                for (int c = 0; c < x.C; c++, place += indices.Stride(1)) *place = Winner(n, c, rows, columns);
            }
        }

        private long Winner(int n, int c, Reach rows, Reach columns)
        {
            if (rows.Count == 0 || columns.Count == 0) return -1;
            (int bestY, int bestX) = (rows.First, columns.First);
            float largest = float.NegativeInfinity;
            for (int r = 0; r < rows.Count; r++)
            {
                int y = rows.First + r * vertical.Dilation;
                for (int k = 0; k < columns.Count; k++)
                {
                    int at = columns.First + k * horizontal.Dilation;
                    float value = x.Row(((long)n * x.H + y) * x.W + at)[c];
                    if (value > largest || float.IsNaN(value)) (largest, bestY, bestX) = (value, y, at);
                }
            }

            long plane = (long)x.H * x.W, pixel = columnMajor ? (long)bestX * x.H + bestY : (long)bestY * x.W + bestX;
            return ((long)n * x.C + c) * plane + pixel;
        }
    }
}
