namespace Pointwise.Kernels;

/// <summary>How the results of a reduction are shared out: runs of neighbouring results, or parts of runs where each result is much work.</summary>
internal readonly struct ReductionCut
{
    private const int FloatsPerPiece = 16384;

    /// <param name="kept">The results.</param>
    /// <param name="count">Elements that one result is made of.</param>
    /// <param name="least">Results that stay together.</param>
    public ReductionCut(in LoopNest kept, int count, int least)
    {
        int width = kept.IsEmpty ? 0 : kept.RunOf(0).Count, work = Math.Max(1, count);
        Columns = new Split(width, Math.Clamp(FloatsPerPiece / work / least * least, least, FloatsPerPiece));
        Runs = Split.OfRows(kept.Pieces.Total, (int)Math.Min(FloatsPerPiece, (long)work * Math.Min(width, Columns.Size)));
    }

    /// <summary>Runs of results.</summary>
    public Split Runs { get; }

    /// <summary>Results of a run.</summary>
    public Split Columns { get; }

    public int Pieces => Runs.Count * Columns.Count;

    /// <summary>The first run of a piece, and the one behind its last.</summary>
    public (int First, int End) RunsOf(int piece) => (Runs.Start(piece / Columns.Count), Runs.End(piece / Columns.Count));

    /// <summary>The first result of a piece in each of its runs, and the one behind its last in a run of so many.</summary>
    public (int First, int End) ColumnsOf(int piece, int count)
    {
        int part = piece % Columns.Count;
        return (Math.Min(count, Columns.Start(part)), Math.Min(count, Columns.End(part)));
    }
}
