namespace Pointwise.Kernels;

/// <summary>
/// How a <see cref="WinogradWeightGradient"/> is cut: tiles of all pictures in a row into blocks that are transformed at once, a block into stretches that
/// stay in the first cache, and the sums into panels of channels times groups of filters, whose sums stay in the second. What is added up in which order
/// follows from shapes alone.
/// </summary>
internal readonly record struct WinogradWeightCut
{
    private const long BlockBytes = 2 << 20;
    private const int MostTiles = 512;
    private const int MostTilesOfAStretch = 128;
    private const int SumsBytes = 896 * 1024;
    private const int WantedPieces = 8;
    private const int TilesPerReading = 16;
    private const int Line = Tensors.Arena.Alignment / sizeof(float);

    // planes that lie a power of two apart would push each other out of the first cache
    private const int Gap = Line;

    private readonly WinogradForm form;
    private readonly OuterLayout layout;

    /// <param name="form">The form.</param>
    /// <param name="layout">Tiles of the sums: rows are filters, columns channels.</param>
    /// <param name="images">Pictures.</param>
    /// <param name="height">Rows of a picture's results.</param>
    /// <param name="width">Columns of a picture's results.</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="filters">Channels of the results.</param>
    public WinogradWeightCut(WinogradForm form, OuterLayout layout, int images, int height, int width, int channels, int filters)
    {
        (this.form, this.layout) = (form, layout);
        (TileRows, TileColumns) = (WinogradForm.TilesOf(height, form.OutH), WinogradForm.TilesOf(width, form.OutW));
        Blocks = BlocksOf(form, checked(images * TileRows * TileColumns), channels, filters);
        int even = Lines(layout.TileRows), most = SumsBytes / (sizeof(float) * form.Products * layout.PanelWidth * layout.TileRows) / even * even;
        int groups = (layout.RowTiles + Math.Max(even, most) - 1) / Math.Max(even, most);
        groups = Math.Max(groups, (WantedPieces + layout.Panels - 1) / layout.Panels);
        int tiles = ((layout.RowTiles + groups - 1) / groups + even - 1) / even * even;
        Groups = new Split(layout.RowTiles, Math.Min(tiles, layout.RowTiles));
        int lines = (Groups.Size * layout.TileRows + Line - 1) / Line;
        FactorStep = (lines % 2 == 0 ? lines + 1 : lines) * Line;
    }

    /// <summary>Tiles from a picture's top to its bottom.</summary>
    public int TileRows { get; }

    /// <summary>Tiles from its left to its right.</summary>
    public int TileColumns { get; }

    /// <summary>Tiles that are transformed at once.</summary>
    public Split Blocks { get; }

    /// <summary>Tiles of a panel's sums that stay together.</summary>
    public Split Groups { get; }

    /// <summary>Floats from one tile's factors of a group to the next one's: not a power of two.</summary>
    public int FactorStep { get; }

    /// <summary>Filters of a group.</summary>
    public int GroupRows => Groups.Size * layout.TileRows;

    /// <summary>Floats from a factor of a group to the next.</summary>
    public nint FactorPlane => (nint)Blocks.Size * FactorStep + Gap;

    /// <summary>Floats of a group's factors.</summary>
    public long GroupFloats => form.Products * (long)FactorPlane;

    /// <summary>Floats of a panel's transformed tiles.</summary>
    public long PanelFloats => form.Products * (long)SourcePlane(layout.PanelWidth);

    /// <summary>Floats from a product of a panel of so many columns to the next.</summary>
    public nint SourcePlane(int width) => (nint)Blocks.Size * width + Gap;

    /// <summary>Floats from a sum of a panel of so many columns to the next.</summary>
    public nint SumsPlane(int width) => (nint)GroupRows * width + Gap;

    /// <summary>Floats of everything that is transformed at once.</summary>
    public long Floats => layout.Panels * PanelFloats + Groups.Count * GroupFloats;

    /// <summary>A block's tiles in the pieces that it is transformed in.</summary>
    public static Split Readings(int tiles) => new(tiles, TilesPerReading);

    /// <summary>A block's tiles in stretches, whose sums are added: they are no longer than the form's rounding allows.</summary>
    public Split Stretches(int tiles) => Even(tiles, MostOfAStretch(form));

    /// <summary>So many tiles in blocks.</summary>
    public static Split BlocksOf(WinogradForm form, int tiles, int channels, int filters) =>
        Even(tiles, (int)Math.Clamp(BlockBytes / (sizeof(float) * form.Products * ((long)channels + filters)), MostOfAStretch(form), MostTiles));

    private static int MostOfAStretch(WinogradForm form) => Math.Min(MostTilesOfAStretch, form.MostChannels);

    private static Split Even(int total, int most)
    {
        int pieces = Math.Max(1, (total + most - 1) / most);
        return new Split(total, Math.Max(1, (total + pieces - 1) / pieces));
    }

    /// <summary>The fewest tiles of so many rows that are whole lines.</summary>
    private static int Lines(int rows)
    {
        int tiles = 1;
        while (tiles * rows % Line != 0) tiles *= 2;
        return tiles;
    }
}
