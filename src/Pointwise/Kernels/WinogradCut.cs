namespace Pointwise.Kernels;

/// <summary>
/// How a Winograd product is cut: tiles of all pictures in a row are cut into blocks whose transforms stay in the second cache, blocks into runs,
/// and where these are few, panels of weights into groups. The cut follows from shapes alone, never from the number of threads.
/// </summary>
/// <param name="TileRows">Tiles from a picture's top to its bottom.</param>
/// <param name="TileColumns">Tiles from its left to its right.</param>
/// <param name="Tiles">Tiles of all pictures.</param>
/// <param name="TilesPerBlock">Tiles of a block.</param>
internal readonly record struct WinogradCut(int TileRows, int TileColumns, int Tiles, int TilesPerBlock)
{
    private const int CacheBytes = 1024 * 1024;
    private const int FewestTiles = 32;
    private const int MostTiles = 112;
    private const int WantedRuns = 16;
    private const int FewestRuns = 4;
    private const int WantedPieces = 8;
    private const int TilesPerReading = 12;
    private const int WidestPanel = 64;

    // planes that lie a power of two apart would push each other out of the first cache
    private const int Gap = Tensors.Arena.Alignment / sizeof(float);

    public int Blocks => (Tiles + TilesPerBlock - 1) / TilesPerBlock;

    /// <summary>Runs of blocks: each is one thread's, so that it can fetch its next block's pixels early.</summary>
    public Split Runs => new(Blocks, (Blocks + WantedRuns - 1) / WantedRuns);

    /// <summary>
    /// Whether runs are so few that panels are shared out too: all blocks are then transformed first, into memory that all pieces read.
    /// </summary>
    public bool SharesTiles => Runs.Count < FewestRuns;

    /// <summary>Pieces that blocks are transformed in where pieces share them.</summary>
    public Split Readings => new(TilesPerBlock, TilesPerReading);

    /// <summary>Groups of panels.</summary>
    public Split Panels(PanelLayout layout)
    {
        int groups = SharesTiles ? Math.Clamp((WantedPieces + Runs.Count - 1) / Runs.Count, 1, layout.Count) : 1;
        return new Split(layout.Count, (layout.Count + groups - 1) / groups);
    }

    /// <summary>Floats from a transformed tile to the next.</summary>
    public static int SourceStep(int channels) => (int)Tensors.Arena.RoundUp(channels);

    /// <summary>Floats from a product of a block to the next.</summary>
    public long SourcePlane(int channels) => Plane(SourceStep(channels));

    /// <summary>Floats from a matrix of a block's tiles to the next, in rows of so many.</summary>
    public long Plane(int floats) => (long)TilesPerBlock * floats + Gap;

    /// <summary>For a result of so many pictures of this size, from so many channels.</summary>
    public static WinogradCut For(WinogradForm form, int images, int height, int width, int channels)
    {
        int rows = WinogradForm.TilesOf(height, form.OutH), columns = WinogradForm.TilesOf(width, form.OutW), tiles = checked(images * rows * columns);
        int most = (int)Math.Clamp(CacheBytes / (sizeof(float) * form.Products * ((long)channels + WidestPanel)), FewestTiles, MostTiles);
        int blocks = Math.Max(1, (tiles + most - 1) / most);
        return new WinogradCut(rows, columns, tiles, Math.Max(1, (tiles + blocks - 1) / blocks));
    }
}
