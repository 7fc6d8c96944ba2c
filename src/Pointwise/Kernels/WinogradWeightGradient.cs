using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// The gradient of a convolution's weights by one of Winograd's forms: as many sums of outer products over tiles as a tile has products, transformed to
/// taps. Tiles are taken block after block: first all that is read is transformed, then sums are made of it where they stay in the cache until they are
/// taps.
/// </summary>
internal unsafe struct WinogradWeightGradient
{
    public WinogradForm Form;

    /// <summary>What the convolution read; at least <see cref="WinogradChoice.FewestChannels"/> channels.</summary>
    public Rows Input;

    /// <summary>The input row that the first row of results reads first; below 0 where there is padding.</summary>
    public int Top;

    /// <summary>The input column that the first column of results reads first.</summary>
    public int Left;

    /// <summary>The gradient of the results; at least as many channels.</summary>
    public Rows OutputGradient;

    /// <summary>[filters][taps][channels], added to.</summary>
    public float* Taps;

    /// <summary>Adds all of it.</summary>
    public readonly void Add(Workers workers)
    {
        Debug.Assert(Input.N == OutputGradient.N && Math.Min(Input.C, OutputGradient.C) >= WinogradChoice.FewestChannels);
        if (OutputGradient.Count == 0) return;
        Form.Run(new Running(this, workers));
    }

    private readonly struct Running(WinogradWeightGradient work, Workers workers) : IWinogradWork
    {
        public void With<TVertical, THorizontal>()
            where TVertical : struct, IWinogradAxis
            where THorizontal : struct, IWinogradAxis
        {
            Rows gradient = work.OutputGradient;
            var layout = OuterLayout.AlongChannels(workers.Width, work.Input.C, gradient.C);
            var cut = new WinogradWeightCut(work.Form, layout, gradient.N, gradient.H, gradient.W, work.Input.C, gradient.C);
            float* sources = (float*)workers.SharedScratch.Bytes(cut.Floats * sizeof(float)), factors = sources + layout.Panels * cut.PanelFloats;
            for (int block = 0; block < cut.Blocks.Count; block++)
            {
                int first = cut.Blocks.Start(block), tiles = cut.Blocks.End(block) - first;
                var reading = new WinogradWeightReading<TVertical, THorizontal>(work, cut, layout, first, tiles, sources, factors, workers);
                workers.Run(ref reading, reading.Pieces);
                var piece = new WinogradWeightPiece<TVertical, THorizontal>(work, cut, layout, tiles, sources, factors, workers);
                workers.Run(ref piece, piece.Pieces);
            }
        }
    }
}
