using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>The gradient of a bias: sums of columns over all rows. Rows are cut into fixed parts, the parts added in order in double.</summary>
internal static unsafe class BiasGradient
{
    private const int MostParts = 64;
    private const int RowsPerPart = 256;

    /// <summary>sums += the sum over rows of each column, or of all columns where there is one sum.</summary>
    public static void Add(Workers workers, Rows rows, Rows sums)
    {
        int parts = Math.Clamp(rows.Count / RowsPerPart, 1, MostParts);
        var split = new Split(rows.Count, (rows.Count + parts - 1) / parts);
        float* partial = (float*)workers.CallScratch.Bytes((long)split.Count * rows.C * sizeof(float));
        var work = new Work(rows, split, partial);
        workers.Run(ref work, split.Count);
        int columns = sums.C == 1 ? rows.C : 1;
        for (int c = 0; c < rows.C; c += columns)
        {
            double total = 0;
            for (int part = 0; part < split.Count; part++)
                for (int i = c; i < c + columns; i++) total += partial[(long)part * rows.C + i];
            sums.Data[c] += (float)total;
        }
    }

    private readonly struct Work(Rows rows, Split split, float* partial) : IWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* sums = partial + (long)piece * rows.C;
            new Span<float>(sums, rows.C).Clear();
            for (int row = split.Start(piece); row < split.End(piece); row++)
            {
                float* values = rows.Row(row);
                int c = 0;
                for (; c <= rows.C - TLanes.Count; c += TLanes.Count)
                    TLanes.Store(TLanes.Add(TLanes.Load(sums + c), TLanes.Load(values + c)), sums + c);
                for (; c < rows.C; c++) sums[c] += values[c];
            }
        }
    }
}
