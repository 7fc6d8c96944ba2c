namespace Pointwise.Kernels;

/// <summary>Rows cleared or copied, whatever their strides.</summary>
internal static unsafe class RowCopy
{
    /// <summary>Writes zeros.</summary>
    public static void Clear(Workers workers, Rows rows)
    {
        var work = new Work(default, rows, Split.OfRows(rows.Count, rows.C));
        workers.Run(ref work, work.Split.Count);
    }

    /// <summary>destination = source.</summary>
    public static void Copy(Workers workers, Rows source, Rows destination)
    {
        var work = new Work(source, destination, Split.OfRows(destination.Count, destination.C));
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct Work(Rows source, Rows destination, Split split) : IWork
    {
        public Split Split { get; } = split;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                if (source.IsNone) destination.RowSpan(row).Clear();
                else source.RowSpan(row).CopyTo(destination.RowSpan(row));
            }
        }
    }
}
