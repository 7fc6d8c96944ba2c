namespace Pointwise.Kernels;

/// <summary>Rows cleared, whatever their stride.</summary>
internal static class RowClearing
{
    /// <summary>Writes zeros.</summary>
    public static void Clear(Workers workers, Rows rows)
    {
        var work = new Work(rows, Split.OfRows(rows.Count, rows.C));
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct Work(Rows rows, Split split) : IWork
    {
        public Split Split { get; } = split;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int row = Split.Start(piece); row < Split.End(piece); row++) rows.RowSpan(row).Clear();
        }
    }
}
