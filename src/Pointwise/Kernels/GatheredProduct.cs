using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// A product of gathered rows with packed weights: for every image, grid point and column,
/// destination = epilogue(sum over taps and channels of source pixel x weight). Convolutions, their gradients of the input and
/// fully connected layers are all this. Rows are addressed where they lie; where a tap reaches outside the picture, the few rows of
/// pixels that a piece of work needs are first copied between zeros, into memory that stays in the cache.
/// </summary>
internal unsafe struct GatheredProduct : IEpilogueProduct
{
    /// <summary>What is read.</summary>
    public Rows Source;

    /// <summary>First of the source's channels that take part.</summary>
    public int FirstChannel;

    /// <summary>Channels of the source that take part: the depth of one tap.</summary>
    public int Channels;

    /// <summary>What is written; a slice of as many channels as the layout has columns. Where there are parts, the first of them.</summary>
    public Rows Destination;

    /// <summary>Where ranges of the columns go, one behind the other, where they do not go to one place; null where they do.</summary>
    public ColumnRange* Parts;

    public int PartCount;

    /// <summary>What a shortcut adds, laid out like the destination; none where the epilogue adds none.</summary>
    public Rows Residual;

    /// <summary>Where the source's pixels are the largest of windows and are not there yet: what computes its rows, a piece of work the rows that it needs.</summary>
    public SeparableMaxima? Maxima;

    public Axis Vertical;

    public Axis Horizontal;

    public PanelLayout Layout;

    public float* Weights;

    /// <summary>Columns' biases, padded to whole vectors; null where there are none.</summary>
    public float* Bias;

    public bool Rectify;

    /// <summary>Whether to add to what the destination holds.</summary>
    public bool Accumulate;

    /// <summary>Computes all of it.</summary>
    public void Run(Workers workers)
    {
        Debug.Assert(Layout.Depth == Vertical.Taps * Horizontal.Taps * Channels && Layout.Lanes == (int)workers.Width);
        Debug.Assert((PartCount > 0 ? Parts[PartCount - 1].End : Destination.C) == Layout.Columns && FirstChannel + Channels <= Source.C && Source.N == Destination.N);
        Debug.Assert(PartCount == 0 || (Residual.IsNone && !Accumulate));
        if (Vertical.Grid < 1 || Horizontal.Grid < 1 || Source.N < 1) return;
        EpilogueChoice.Run(this, workers, Bias != null, !Residual.IsNone, Rectify);
    }

    /// <inheritdoc/>
    public readonly void RunWith<TEpilogue>(Workers workers) where TEpilogue : struct, IEpilogue
    {
        var gather = new Gather(Source, FirstChannel, Channels, Vertical, Horizontal);
        var cut = GatherCut.For(gather, Layout, workers.Count, gather.NeedsStrip || Maxima is not null);
        GatheredProduct product = this;
        var whole = new ColumnRange(0, Destination);
        if (PartCount == 0)
        {
            product.Parts = &whole;
            product.PartCount = 1;
        }

        var work = new GatheredPiece<TEpilogue>(product, gather, cut, workers);
        workers.Run(ref work, cut.Pieces);
    }
}
