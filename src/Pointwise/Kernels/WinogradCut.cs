namespace Pointwise.Kernels;

/// <summary>
/// How a Winograd product is cut: tiles of all pictures in a row into blocks whose transforms stay in the second cache. Where these are few for the
/// threads, panels of weights into groups, too: each thread transforms the tiles that it needs, for it would wait longer for another's cache. A sum lies
/// within one piece, so that its cut may follow the threads.
/// </summary>
/// <param name="TileRows">Tiles from a picture's top to its bottom.</param>
/// <param name="TileColumns">Tiles from its left to its right.</param>
/// <param name="Tiles">Tiles of all pictures.</param>
/// <param name="TilesPerBlock">Tiles of a block.</param>
/// <param name="Groups">Groups of panels.</param>
internal readonly record struct WinogradCut(int TileRows, int TileColumns, int Tiles, int TilesPerBlock, int Groups)
{
    private const int CacheBytes = 1024 * 1024;
    private const int FewestTiles = 32;
    private const int MostTiles = 112;
    private const int FewestBlocksPerThread = 2;
    private const int FewestTilesToShareOut = 12;
    private const int WidestPanel = 64;

    // planes that lie a power of two apart would push each other out of the first cache
    private const int Gap = Tensors.Arena.Alignment / sizeof(float);

    public int Blocks => Split.PiecesOf(Tiles, TilesPerBlock);

    /// <summary>Pieces: a block times all panels, or times one of a group's.</summary>
    public int Pieces(PanelLayout layout) => Groups == 1 ? Blocks : Groups * Blocks * PanelsPerGroup(layout);

    /// <summary>A piece's block and panels; the pieces of one block and group follow each other, so that a thread transforms the block once.</summary>
    public (int Block, int Panel, int EndPanel) Place(PanelLayout layout, int piece)
    {
        if (Groups == 1) return (piece, 0, layout.Count);
        (int place, int panel) = Math.DivRem(piece, PanelsPerGroup(layout));
        panel += place / Blocks * PanelsPerGroup(layout);
        return (place % Blocks, panel, Math.Min(panel + 1, layout.Count));
    }

    /// <summary>Floats from a transformed tile to the next.</summary>
    public static int SourceStep(int channels) => (int)Tensors.Arena.RoundUp(channels);

    /// <summary>Floats from a product of a block to the next.</summary>
    public long SourcePlane(int channels) => Plane(SourceStep(channels));

    /// <summary>Floats from a matrix of a block's tiles to the next, in rows of so many.</summary>
    public long Plane(int floats) => (long)TilesPerBlock * floats + Gap;

    /// <summary>For a result of so many pictures of this size, from so many channels, on one thread.</summary>
    public static WinogradCut For(WinogradForm form, int images, int height, int width, int channels)
    {
        int rows = WinogradForm.TilesOf(height, form.OutH), columns = WinogradForm.TilesOf(width, form.OutW), tiles = checked(images * rows * columns);
        int most = (int)Math.Clamp(CacheBytes / (sizeof(float) * form.Products * ((long)channels + WidestPanel)), FewestTiles, MostTiles);
        return new WinogradCut(rows, columns, tiles, Evenly(tiles, Math.Max(1, Split.PiecesOf(tiles, most))), Groups: 1);
    }

    /// <summary>The same on some threads.</summary>
    public WinogradCut On(int threads, PanelLayout layout)
    {
        if (threads == 1 || Blocks >= FewestBlocksPerThread * threads) return this;
        int groups = GroupsFor(threads, layout), parts = threads / groups;
        if (groups == 1 && Tiles / (FewestBlocksPerThread * parts) >= FewestTilesToShareOut) parts *= FewestBlocksPerThread;
        return this with { TilesPerBlock = Evenly(Tiles, Split.PiecesOf(Blocks, parts) * parts), Groups = groups };
    }

    /// <summary>
    /// As many groups as leave each thread the least to transform and to fetch: the fewer groups, the fewer tiles; the more, the fewer weights. Only so many
    /// that panels come out about even.
    /// </summary>
    private int GroupsFor(int threads, PanelLayout layout)
    {
        int best = 1;
        for (int groups = 2; groups <= threads; groups++)
        {
            bool isEven = threads % groups == 0 && 4 * groups * Split.PiecesOf(layout.Count, groups) <= 5 * layout.Count;
            if (isEven && Memory(threads, groups, layout) < Memory(threads, best, layout)) best = groups;
        }

        return best;
    }

    private double Memory(int threads, int groups, PanelLayout layout) => (double)Tiles * groups / threads + (double)layout.Columns / groups;

    private int PanelsPerGroup(PanelLayout layout) => Split.PiecesOf(layout.Count, Groups);

    private static int Evenly(int tiles, int blocks) => Math.Max(1, Split.PiecesOf(tiles, blocks));
}
