namespace Pointwise.Kernels;

/// <summary>A range cut into pieces of one size, the last perhaps shorter: the same cut on any number of threads.</summary>
internal readonly record struct Split(int Total, int Size)
{
    private const int FloatsPerPiece = 16384;

    public int Count => PiecesOf(Total, Size);

    /// <summary>Pieces of one size that a range needs.</summary>
    public static int PiecesOf(int total, int size) => (int)(((long)total + size - 1) / size);

    public int Start(int piece) => piece * Size;

    public int End(int piece) => (int)Math.Min((long)Total, (long)(piece + 1) * Size);

    /// <summary>Pieces of about 64 KiB: small enough to share out evenly, large enough that handing one out costs nothing.</summary>
    public static Split OfRows(int rows, int floatsPerRow) => new(rows, Math.Max(1, FloatsPerPiece / Math.Max(1, floatsPerRow)));
}
