using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// A 3x3 convolution of stride 1 by Winograd's F(4x4,3x3): pixels are transformed in tiles of 6x6, multiplied with transformed weights by the
/// pointwise tile, 36 products of tiles x channels times channels x filters, and transformed back to 4x4 pixels. A quarter of the multiply-adds.
/// </summary>
internal unsafe struct WinogradProduct : IEpilogueProduct
{
    /// <summary>What it is called.</summary>
    public const string Name = "Winograd F(4x4,3x3)";

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

    /// <summary>How the weights lie for results of so many pictures of this size.</summary>
    public static PanelLayout LayoutFor(LaneWidth width, int images, int height, int columns, int channels, int filters) =>
        PanelLayout.For(width, WinogradCut.For(images, height, columns, channels).TilesPerBlock, filters, channels);

    /// <summary>Computes all of it.</summary>
    public readonly void Run(Workers workers)
    {
        Debug.Assert(Layout.Depth == Source.C && Layout.Columns == Destination.C && Layout.Lanes == (int)workers.Width);
        Debug.Assert(Source.N == Destination.N && Source.C >= WinogradChoice.FewestChannels);
        if (Destination.Count == 0) return;
        EpilogueChoice.Run(this, workers, Bias != null, !Residual.IsNone, Rectify);
    }

    /// <inheritdoc/>
    public readonly void RunWith<TEpilogue>(Workers workers) where TEpilogue : struct, IEpilogue
    {
        var cut = WinogradCut.For(Destination.N, Destination.H, Destination.W, Source.C);
        var work = new WinogradPiece<TEpilogue>(this, cut, workers);
        workers.Run(ref work, work.Pieces);
    }
}
