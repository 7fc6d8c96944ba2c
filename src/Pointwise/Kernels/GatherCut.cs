namespace Pointwise.Kernels;

/// <summary>
/// How a gathered product is cut: runs of grid rows (of one image, or whole images where they are small) times groups of panels.
/// A sum of a product lies within one piece, so that its cut may follow the threads; that of outer products follows from shapes alone.
/// </summary>
/// <param name="Images">Images of a block: more than one only where a block holds whole images.</param>
/// <param name="GridRows">Grid rows of a block.</param>
/// <param name="BlocksPerImage">Blocks that an image is cut into; 1 where a block holds whole images.</param>
/// <param name="ImageBlocks">Groups of images.</param>
/// <param name="PanelsPerGroup">Panels of weights that one piece multiplies with.</param>
/// <param name="Groups">Groups of panels.</param>
/// <param name="IsEven">Whether blocks of an image have as many rows as each other but for one, not only the last one fewer.</param>
internal readonly record struct GatherCut(int Images, int GridRows, int BlocksPerImage, int ImageBlocks, int PanelsPerGroup, int Groups, bool IsEven = false)
{
    private const int CacheBytes = 384 * 1024;
    private const int PiecesPerThread = 4;
    private const int StripPiecesPerThread = 2;
    private const int FewestPoints = 56;
    private const int PointsOfAnOuterBlock = 128;
    private const int MostPointsOfAnOuterBlock = 224;

    public int Blocks => BlocksPerImage * ImageBlocks;

    public int Pieces => Blocks * Groups;

    /// <summary>Which images and grid rows a block takes.</summary>
    public BlockPlace Place(int block, in Gather gather)
    {
        int image = block / BlocksPerImage * Images, row = FirstRow(block % BlocksPerImage, gather);
        int images = Math.Min(Images, gather.Images - image), gridRows = FirstRow(block % BlocksPerImage + 1, gather) - row;
        return new BlockPlace(image, images, row, gridRows, images * gridRows * gather.Horizontal.Grid);
    }

    private int FirstRow(int block, in Gather gather) =>
        IsEven ? gather.Vertical.Grid * block / BlocksPerImage : Math.Min(block * GridRows, gather.Vertical.Grid);

    /// <summary>
    /// For a product with packed weights: blocks whose source stays in the second cache, enough pieces to share out. One thread needs no more than
    /// the cache asks for; fewer where each group of panels makes its strip of pixels again.
    /// </summary>
    public static GatherCut For(in Gather gather, PanelLayout layout, int threads, bool hasStrip)
    {
        int wanted = threads == 1 ? 1 : threads * (hasStrip ? StripPiecesPerThread : PiecesPerThread);
        long bytesPerPoint = (long)gather.Channels * sizeof(float) * gather.Vertical.GridStep * gather.Horizontal.GridStep;
        int most = (int)Math.Clamp(CacheBytes / Math.Max(1, bytesPerPoint), FewestPoints, 4096);
        int share = (int)Math.Min(int.MaxValue, (long)gather.GridPoints * gather.Images / wanted);
        GatherCut blocks = OfPoints(gather, Math.Clamp(share, FewestPoints, most)).Evenly(gather, threads);
        int groups = Math.Clamp((wanted + blocks.Blocks - 1) / blocks.Blocks, 1, layout.Count);
        int panels = Split.PiecesOf(layout.Count, groups);
        // a few blocks that threads share: as many groups for each
        while (panels > 1 && blocks.Blocks < threads && blocks.Blocks * GroupsOf(layout, panels) % threads != 0) panels--;
        return blocks with { PanelsPerGroup = panels, Groups = GroupsOf(layout, panels) };
    }

    private static int GroupsOf(PanelLayout layout, int panels) => Split.PiecesOf(layout.Count, panels);

    /// <summary>Blocks of about equal rows, as many for each thread where an image has some for each.</summary>
    private GatherCut Evenly(in Gather gather, int threads)
    {
        int blocks = BlocksPerImage < threads ? BlocksPerImage : BlocksPerImage / threads * threads, rows = gather.Vertical.Grid;
        return this with { IsEven = true, BlocksPerImage = blocks, GridRows = (rows + blocks - 1) / blocks };
    }

    /// <summary>
    /// For a sum of outer products over grid points: blocks whose panel of columns stays in the first cache and whose rows stay in the second;
    /// larger where blocks share rows, for these are read twice.
    /// </summary>
    public static GatherCut ForOuter(in Gather gather, int filters)
    {
        long bytesPerPoint = ((long)gather.Channels * gather.Vertical.GridStep * gather.Horizontal.GridStep + filters) * sizeof(float);
        int shared = Math.Max(0, gather.Vertical.Span - gather.Vertical.GridStep) * gather.Horizontal.Grid;
        int most = Math.Min(PointsOfAnOuterBlock + shared, MostPointsOfAnOuterBlock);
        return OfPoints(gather, (int)Math.Clamp(2 * CacheBytes / bytesPerPoint, FewestPoints, most));
    }

    private static GatherCut OfPoints(in Gather gather, int wanted)
    {
        int gridRows = gather.Vertical.Grid, images = 1;
        if (gather.GridPoints > wanted)
        {
            int rows = Math.Clamp((wanted + gather.Horizontal.Grid / 2) / gather.Horizontal.Grid, 1, gather.Vertical.Grid);
            int blocks = (gather.Vertical.Grid + rows - 1) / rows;
            gridRows = (gather.Vertical.Grid + blocks - 1) / blocks;
        }
        else
        {
            images = Math.Clamp(wanted / gather.GridPoints, 1, gather.Images);
        }

        return new GatherCut(images, gridRows, (gather.Vertical.Grid + gridRows - 1) / gridRows, (gather.Images + images - 1) / images, 0, 1);
    }
}

/// <summary>A block of a gathered product.</summary>
/// <param name="Image">Its first image.</param>
/// <param name="Images">Its images.</param>
/// <param name="GridRow">Its first grid row in each.</param>
/// <param name="GridRows">Its grid rows in each.</param>
/// <param name="Points">Its grid points in all.</param>
internal readonly record struct BlockPlace(int Image, int Images, int GridRow, int GridRows, int Points);
