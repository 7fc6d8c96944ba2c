using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// The gradient of a 3x3 convolution's weights by Winograd's transforms: 36 sums of outer products over tiles, transformed to nine taps in the end.
/// Tiles are cut into parts with sums of their own, parts into blocks that stay in the second cache; the cut follows from shapes alone.
/// </summary>
internal static unsafe class WinogradWeightGradient
{
    private const int Products = WinogradGradientTransform.Products;
    private const int CacheBytes = 1024 * 1024;
    private const int TilesPerPart = 256;
    private const int WantedPieces = 8;
    private const int FewestTiles = 32;
    private const int MostTiles = 128;
    private const long MostSums = 16 * 1024 * 1024;

    // planes that lie a power of two apart would push each other out of the first cache
    private const int Gap = Tensors.Arena.Alignment / sizeof(float);

    // an outer tile may have more rows than are left
    private const int SpareRows = 14;

    /// <summary>weightGradient [filters][9][channels] += the convolution's gradient.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="input">What the convolution read; at least <see cref="WinogradChoice.FewestChannels"/> channels.</param>
    /// <param name="top">The input row that the first row of results reads first; below 0 where there is padding.</param>
    /// <param name="left">The input column that the first column of results reads first.</param>
    /// <param name="outputGradient">The gradient of the results; at least as many channels.</param>
    /// <param name="weightGradient">What is added to.</param>
    public static void Add(Workers workers, Rows input, int top, int left, Rows outputGradient, float* weightGradient)
    {
        Debug.Assert(input.N == outputGradient.N);
        if (outputGradient.Count == 0) return;
        int channels = input.C, filters = outputGradient.C;
        int tiles = checked(outputGradient.N * WinogradForm.TilesOf(outputGradient.H, WinogradGradientTransform.Out) * WinogradForm.TilesOf(outputGradient.W, WinogradGradientTransform.Out));
        int parts = (int)Math.Clamp(Math.Min(tiles / TilesPerPart, MostSums / (Products * (long)channels * filters)), 1, WantedPieces);
        int groups = (WantedPieces + parts - 1) / parts;
        long bytesPerTile = Products * sizeof(float) * ((long)(channels + groups - 1) / groups + filters);
        int most = (int)Math.Clamp(CacheBytes / bytesPerTile, FewestTiles, MostTiles);
        var partSplit = new Split(tiles, (tiles + parts - 1) / parts);
        var layout = OuterLayout.AlongChannels(workers.Width, channels, filters);
        var panels = new Split(layout.Panels, (layout.Panels + groups - 1) / groups);
        int sumsStep = (channels + 15) / 16 * 16;
        long plane = (long)(filters + SpareRows) * sumsStep + Gap;
        float* sums = (float*)workers.CallScratch.Bytes(partSplit.Count * Products * plane * sizeof(float));
        var outer = new Outer(input, top, left, outputGradient, layout, partSplit, panels, most, sums, sumsStep, plane, workers);
        workers.Run(ref outer, partSplit.Count * panels.Count);
        var combine = new Combine(channels, partSplit.Count, sums, sumsStep, plane, weightGradient, workers);
        workers.Run(ref combine, filters);
    }

    private readonly struct Outer(
        Rows input, int top, int left, Rows outputGradient, OuterLayout layout, Split parts, Split panels, int most, float* sums, int sumsStep, long sumsPlane, Workers workers) : IWork
    {
        private readonly WinogradReader<FourOfThree, FourOfThree> reader =
            new(input, top, left, WinogradForm.TilesOf(outputGradient.H, WinogradGradientTransform.Out), WinogradForm.TilesOf(outputGradient.W, WinogradGradientTransform.Out));
        private readonly int factorStep = (outputGradient.C + SpareRows + 15) / 16 * 16;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int part = piece / panels.Count, group = piece % panels.Count;
            int firstPanel = panels.Start(group), endPanel = panels.End(group), firstChannel = firstPanel * layout.PanelWidth;
            int width = Math.Min(endPanel * layout.PanelWidth, (input.C + TLanes.Count - 1) / TLanes.Count * TLanes.Count) - firstChannel;
            long sourcePlane = (long)most * width + Gap, factorPlane = (long)most * factorStep + Gap;
            long sourceBytes = Products * sourcePlane * sizeof(float), factorBytes = Products * factorPlane * sizeof(float);
            long readerBytes = reader.ScratchFloats(TLanes.Count) * sizeof(float), columnBytes = 24L * TLanes.Count * sizeof(float), addressBytes = (long)most * sizeof(float*);
            var memory = new Carver(workers.Scratch(worker), sourceBytes + factorBytes + readerBytes + columnBytes + addressBytes);
            float* sources = (float*)memory.Take(sourceBytes), factors = (float*)memory.Take(factorBytes), scratch = (float*)memory.Take(readerBytes);
            float* columns = (float*)memory.Take(columnBytes);
            var rows = (float**)memory.Take(addressBytes);
            reader.Prepare(scratch);
            // what lies beside the last channel and filter is multiplied too: it must be ordinary numbers
            new Span<byte>(sources, checked((int)sourceBytes)).Clear();
            new Span<byte>(factors, checked((int)factorBytes)).Clear();
            for (int i = 0; i < most; i++) rows[i] = factors + (long)i * factorStep;

            Split blocks = Blocks(part);
            for (int block = 0; block < blocks.Count; block++)
            {
                int first = parts.Start(part) + blocks.Start(block), tiles = blocks.End(block) - blocks.Start(block);
                for (int panel = firstPanel; panel < endPanel; panel++)
                {
                    OuterPlace place = layout.Place(panel * layout.RowTiles);
                    float* to = sources + (long)(place.Column - firstChannel) * most;
                    reader.Read<TLanes, TVector>(first, tiles, place.Column, place.UsedColumns, scratch, to, (nint)sourcePlane, place.Vectors * TLanes.Count);
                }

                Factors<TLanes, TVector>(first, tiles, columns, factors, (nint)factorPlane);
                for (int i = 0; i < Products; i++)
                    Multiply<TLanes, TVector>(part, firstPanel, endPanel, i, tiles, rows, i * (nint)factorPlane, sources + i * sourcePlane, block > 0);
            }
        }

        private Split Blocks(int part)
        {
            int tiles = parts.End(part) - parts.Start(part), blocks = (tiles + most - 1) / most;
            return new Split(tiles, (tiles + blocks - 1) / blocks);
        }

        private void Multiply<TLanes, TVector>(int part, int firstPanel, int endPanel, int product, int tiles, float** rows, nint rowOffset, float* sources, bool accumulate)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* to = sums + ((long)part * Products + product) * sumsPlane;
            for (int tile = firstPanel * layout.RowTiles; tile < endPanel * layout.RowTiles; tile++)
            {
                OuterPlace place = layout.Place(tile);
                float* columns = sources + (long)(place.Column - firstPanel * layout.PanelWidth) * most;
                var outer = new OuterWork
                {
                    Rows = rows, RowOffset = rowOffset + place.Row, Columns = columns, Pixels = tiles, Ahead = columns,
                    Sums = to + (long)place.Row * sumsStep + place.Column, SumsStride = sumsStep, Accumulate = accumulate,
                };
                TileShapes.Run<TLanes, TVector>(outer, place.TileRows, place.Vectors);
            }
        }

        /// <summary>Transforms a block of the gradient of the results.</summary>
        private void Factors<TLanes, TVector>(int first, int tiles, float* columns, float* factors, nint plane)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            nint lineStep = (nint)outputGradient.W * outputGradient.Stride;
            for (int tile = 0; tile < tiles; tile++, factors += factorStep)
            {
                (int image, int y, int x) = reader.Place(first + tile);
                int rows = Math.Min(WinogradGradientTransform.Out, outputGradient.H - y), pixels = Math.Min(WinogradGradientTransform.Out, outputGradient.W - x);
                float* pixel = outputGradient.Row(((long)image * outputGradient.H + y) * outputGradient.W + x);
                for (int channel = 0; channel < outputGradient.C; channel += TLanes.Count)
                {
                    // the last vector may begin within the one before it: its channels come out the same again
                    int place = Math.Min(channel, outputGradient.C - TLanes.Count);
                    WinogradGradientTransform.Gradient<TLanes, TVector>(pixel + place, outputGradient.Stride, lineStep, rows, pixels, columns, factors + place, plane);
                }
            }
        }
    }

    /// <summary>Adds the parts' sums of a filter up and transforms them to its taps.</summary>
    private readonly struct Combine(int channels, int parts, float* sums, int sumsStep, long plane, float* weightGradient, Workers workers) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* columns = (float*)workers.Scratch(worker).Bytes(18 * TLanes.Count * sizeof(float));
            float* from = sums + (long)piece * sumsStep, to = weightGradient + (long)piece * 9 * channels;
            int c = 0;
            for (; c + TLanes.Count <= channels; c += TLanes.Count)
                WinogradGradientTransform.Taps<TLanes, TVector>(from + c, (nint)plane, parts, (nint)(Products * plane), columns, to + c, channels);
            for (; c < channels; c++)
                WinogradGradientTransform.Taps<Lanes1, float>(from + c, (nint)plane, parts, (nint)(Products * plane), columns, to + c, channels);
        }
    }
}
