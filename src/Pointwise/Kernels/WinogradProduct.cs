using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// A convolution of stride 1 by one of Winograd's forms: pixels are transformed in tiles that overlap, multiplied with transformed weights by the
/// pointwise tile, as many products of tiles x channels times channels x filters as a tile has pixels, and transformed back.
/// F(4x4,3x3) needs a quarter of the multiply-adds.
/// </summary>
internal unsafe struct WinogradProduct : IEpilogueProduct
{
    public WinogradForm Form;

    /// <summary>What is read; at least <see cref="WinogradChoice.FewestChannels"/> channels.</summary>
    public Rows Source;

    /// <summary>What is written: as many channels as the layout has columns.</summary>
    public Rows Destination;

    /// <summary>What a shortcut adds, laid out like the destination; none where nothing is added. It may be the destination.</summary>
    public Rows Residual;

    /// <summary>The source row that the first row of results reads first; below 0 where there is padding.</summary>
    public int Top;

    /// <summary>The source column that the first column of results reads first.</summary>
    public int Left;

    public PanelLayout Layout;

    /// <summary>As <see cref="WinogradWeights"/> lays them out.</summary>
    public float* Weights;

    /// <summary>Columns' biases, padded to whole vectors; null where there are none.</summary>
    public float* Bias;

    public bool Rectify;

    /// <summary>How the weights lie for pictures whose result has this size, in any batch.</summary>
    public static PanelLayout LayoutFor(WinogradForm form, LaneWidth width, int height, int columns, int channels, int filters) =>
        PanelLayout.ForFewRows(width, WinogradCut.For(form, images: 1, height, columns, channels).TilesPerBlock, filters, channels);

    /// <summary>Pieces for results of this size.</summary>
    public static int PiecesFor(WinogradForm form, Circumstances circumstances, int height, int columns, int channels, int filters)
    {
        PanelLayout layout = LayoutFor(form, circumstances.Width, height, columns, channels, filters);
        return WinogradCut.For(form, circumstances.Images, height, columns, channels).On(circumstances.Threads, layout).Pieces(layout);
    }

    /// <summary>Computes all of it.</summary>
    public readonly void Run(Workers workers)
    {
        Debug.Assert(Layout.Depth == Source.C && Layout.Columns == Destination.C && Layout.Lanes == (int)workers.Width);
        Debug.Assert(Source.N == Destination.N && Source.C >= WinogradChoice.FewestChannels);
        if (Destination.Count == 0) return;
        EpilogueChoice.Run(this, workers, Bias != null, !Residual.IsNone, Rectify);
    }

    /// <inheritdoc/>
    public readonly void RunWith<TEpilogue>(Workers workers) where TEpilogue : struct, IEpilogue =>
        Form.Run(new Running<TEpilogue>(this, workers));

    private readonly struct Running<TEpilogue>(WinogradProduct product, Workers workers) : IWinogradWork
        where TEpilogue : struct, IEpilogue
    {
        public void With<TVertical, THorizontal>()
            where TVertical : struct, IWinogradAxis
            where THorizontal : struct, IWinogradAxis
        {
            Rows destination = product.Destination;
            PanelLayout layout = product.Layout;
            WinogradCut cut = WinogradCut.For(product.Form, destination.N, destination.H, destination.W, product.Source.C).On(workers.Count, layout);
            int* held = stackalloc int[workers.Count];
            new Span<int>(held, workers.Count).Fill(-1);
            var work = new WinogradPiece<TVertical, THorizontal, TEpilogue>(product, cut, held, workers);
            workers.Run(ref work, cut.Pieces(layout));
        }
    }
}
