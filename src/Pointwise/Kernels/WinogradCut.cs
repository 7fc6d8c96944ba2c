namespace Pointwise.Kernels;

/// <summary>
/// How a Winograd product is cut: tiles of all pictures in a row are cut into blocks whose transforms stay in the second cache, and blocks into runs.
/// Where these are few for the threads, all tiles times all panels of weights are cut evenly instead. A sum lies within one piece, so that its cut may
/// follow the threads.
/// </summary>
/// <param name="TileRows">Tiles from a picture's top to its bottom.</param>
/// <param name="TileColumns">Tiles from its left to its right.</param>
/// <param name="Tiles">Tiles of all pictures.</param>
/// <param name="TilesPerBlock">Tiles of a block.</param>
/// <param name="Threads">Threads that it is cut for.</param>
internal readonly record struct WinogradCut(int TileRows, int TileColumns, int Tiles, int TilesPerBlock, int Threads)
{
    private const int CacheBytes = 1024 * 1024;
    private const int FewestTiles = 32;
    private const int MostTiles = 112;
    private const int WantedRuns = 16;
    private const int FewestRunsPerThread = 2;
    private const int PiecesPerThread = 2;
    private const int FewestTilesOfAPiece = 6;
    private const int FewestTilesOfAReading = 4;
    private const int MostTilesOfAReading = 12;
    private const int WidestPanel = 64;

    // planes that lie a power of two apart would push each other out of the first cache
    private const int Gap = Tensors.Arena.Alignment / sizeof(float);

    public int Blocks => (Tiles + TilesPerBlock - 1) / TilesPerBlock;

    /// <summary>Runs of blocks: each is one thread's, so that it can fetch its next block's pixels early.</summary>
    public Split Runs => new(Blocks, (Blocks + WantedRuns - 1) / WantedRuns);

    /// <summary>
    /// Whether runs are so few that pieces share them: all blocks are then transformed first, into memory that all pieces read.
    /// </summary>
    public bool SharesTiles => Threads > 1 && Runs.Count < FewestRunsPerThread * Threads;

    /// <summary>Pieces that blocks are transformed in where pieces share them.</summary>
    public Split Readings => new(TilesPerBlock, Math.Clamp(TilesPerBlock * Blocks / (PiecesPerThread * Threads), FewestTilesOfAReading, MostTilesOfAReading));

    /// <summary>Pieces that are multiplied with weights and transformed back.</summary>
    public int Pieces => SharesTiles ? PiecesPerThread * Threads : Runs.Count;

    /// <summary>
    /// Where a piece begins that shares blocks, and the one before it ends: panel after panel, each with all tiles. A panel that two pieces share is read
    /// by both, so only as many are divided as there are pieces.
    /// </summary>
    /// <param name="layout">The panels.</param>
    /// <param name="piece">Which piece; their number for the end of the last.</param>
    public (int Panel, int Tile) Start(PanelLayout layout, int piece)
    {
        long vectors = (layout.Columns + layout.Lanes - 1) / layout.Lanes, at = vectors * Tiles * piece / Pieces, full = (long)layout.Vectors * Tiles;
        int panel = (int)(at / full);
        if (panel == layout.Count) return (panel, 0);
        int tile = (int)((at - panel * full) / layout.VectorsOf(panel));
        if (Math.Min(tile, Tiles - tile) >= FewestTilesOfAPiece) return (panel, tile);
        return (tile < Tiles - tile ? panel : panel + 1, 0);
    }

    /// <summary>Floats from a transformed tile to the next.</summary>
    public static int SourceStep(int channels) => (int)Tensors.Arena.RoundUp(channels);

    /// <summary>Floats from a product of a block to the next.</summary>
    public long SourcePlane(int channels) => Plane(SourceStep(channels));

    /// <summary>Floats from a matrix of a block's tiles to the next, in rows of so many.</summary>
    public long Plane(int floats) => (long)TilesPerBlock * floats + Gap;

    /// <summary>For a result of so many pictures of this size, from so many channels.</summary>
    public static WinogradCut For(WinogradForm form, int images, int height, int width, int channels, int threads = 1)
    {
        int rows = WinogradForm.TilesOf(height, form.OutH), columns = WinogradForm.TilesOf(width, form.OutW), tiles = checked(images * rows * columns);
        int most = (int)Math.Clamp(CacheBytes / (sizeof(float) * form.Products * ((long)channels + WidestPanel)), FewestTiles, MostTiles);
        int blocks = Math.Max(1, (tiles + most - 1) / most);
        return new WinogradCut(rows, columns, tiles, Math.Max(1, (tiles + blocks - 1) / blocks), threads);
    }
}
