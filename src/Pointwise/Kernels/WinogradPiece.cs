using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>One piece of a <see cref="WinogradProduct"/>: a run of blocks of tiles times a group of panels.</summary>
internal readonly unsafe struct WinogradPiece<TEpilogue>(WinogradProduct product, WinogradCut cut, Workers workers) : IWork
    where TEpilogue : struct, IEpilogue
{
    private const int MostTileRows = 14;
    private const int FewTiles = 24;
    private const int Products = WinogradTransform.Products;

    // planes that lie a power of two apart would push each other out of the first cache
    private const int Gap = Tensors.Arena.Alignment / sizeof(float);

    private readonly WinogradReader reader = new(product.Source, product.Top, product.Left, cut.TileRows, cut.TileColumns);

    public int Pieces => cut.Runs.Count * cut.Panels(product.Layout).Count;

    public void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        PanelLayout layout = product.Layout;
        Split runs = cut.Runs, panels = cut.Panels(layout);
        int run = piece / panels.Count, group = piece % panels.Count;
        int most = cut.TilesPerBlock, entries = most + MostTileRows;
        long sourceBytes = Products * SourcePlane * sizeof(float), productBytes = Products * ProductPlane(layout.FullWidth) * sizeof(float);
        long readerBytes = reader.ScratchFloats(TLanes.Count) * sizeof(float), addressBytes = (long)entries * sizeof(float*);
        long edgeBytes = (WinogradTransform.In * WinogradTransform.Out + 2L * WinogradTransform.Out * WinogradTransform.Out) * TLanes.Count * sizeof(float);
        var memory = new Carver(workers.Scratch(worker), sourceBytes + productBytes + readerBytes + 2 * addressBytes + edgeBytes);
        float* sources = (float*)memory.Take(sourceBytes), products = (float*)memory.Take(productBytes);
        float* scratch = (float*)memory.Take(readerBytes), edge = (float*)memory.Take(edgeBytes);
        var rows = (float**)memory.Take(addressBytes);
        var outputs = (float**)memory.Take(addressBytes);
        reader.Prepare(scratch);
        for (int block = runs.Start(run); block < runs.End(run); block++)
        {
            int first = block * cut.TilesPerBlock, tiles = Math.Min(cut.TilesPerBlock, cut.Tiles - first);
            reader.Read<TLanes, TVector>(first, tiles, 0, product.Source.C, scratch, sources, (nint)SourcePlane, SourceStep);
            Fill(rows, sources, SourceStep, tiles);
            for (int panel = panels.Start(group); panel < panels.End(group); panel++)
            {
                Fill(outputs, products, layout.Width(panel), tiles);
                Multiply<TLanes, TVector>(panel, tiles, rows, outputs);
                Finish<TLanes, TVector>(panel, first, tiles, products, edge);
            }
        }
    }

    /// <summary>Floats from a transformed tile to the next.</summary>
    private int SourceStep => (int)Tensors.Arena.RoundUp(product.Source.C);

    private long SourcePlane => (long)cut.TilesPerBlock * SourceStep + Gap;

    private long ProductPlane(int width) => (long)cut.TilesPerBlock * width + Gap;

    private void Multiply<TLanes, TVector>(int panel, int tiles, float** rows, float** outputs)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        PanelLayout layout = product.Layout;
        int vectors = layout.VectorsOf(panel), width = layout.Width(panel);
        nint offset = 0;
        // few tiles wait for the weights, which come from afar: those of the next product are fetched meanwhile
        bool fetchesWeights = tiles <= FewTiles;
        var work = new TileWork { Offsets = &offset, Taps = 1, Depth = layout.Depth, Weights = product.Weights + Products * layout.Offset(panel) };
        for (int i = 0; i < Products; i++)
        {
            float* next = work.Weights + (long)layout.Depth * width;
            for (int done = 0; done < tiles;)
            {
                int tile = TileShapes.RowsFor(workers.Width, vectors, tiles - done);
                work.Rows = rows + done;
                work.Outputs = outputs + done;
                work.Ahead = fetchesWeights ? next : rows[done] + offset + (nint)tile * SourceStep;
                work.AheadStep = fetchesWeights ? Gap : tile;
                next += (nint)layout.Depth * Gap;
                TileShapes.Run<TLanes, TVector, Plain>(work, tile, vectors);
                done += tile;
            }

            work.Weights += (long)layout.Depth * width;
            work.Column += (int)ProductPlane(width);
            offset += (nint)SourcePlane;
        }
    }

    /// <summary>Transforms a panel's products back and writes the pixels.</summary>
    private void Finish<TLanes, TVector>(int panel, int first, int tiles, float* products, float* edge)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        PanelLayout layout = product.Layout;
        int used = layout.Used(panel), width = layout.Width(panel), column = layout.FirstColumn(panel);
        Rows destination = product.Destination, residual = product.Residual;
        nint plane = (nint)ProductPlane(width);
        for (int tile = 0; tile < tiles; tile++, products += width)
        {
            (int image, int y, int x) = reader.Place(first + tile);
            int rows = Math.Min(WinogradTransform.Out, destination.H - y), pixels = Math.Min(WinogradTransform.Out, destination.W - x);
            long pixel = ((long)image * destination.H + y) * destination.W + x;
            var target = new WinogradTarget
            {
                Pixels = destination.Row(pixel) + column, Step = destination.Stride, LineStep = (nint)destination.W * destination.Stride,
                Residual = TEpilogue.ReadsResidual ? residual.Row(pixel) + column : null,
                ResidualStep = residual.Stride, ResidualLineStep = (nint)residual.W * residual.Stride,
            };
            for (int at = 0; at < used; at += TLanes.Count)
            {
                float* bias = product.Bias == null ? null : product.Bias + column + at;
                if (at + TLanes.Count <= used) WinogradTransform.Output<TLanes, TVector, TEpilogue>(products + at, plane, edge, rows, pixels, target, bias);
                else AtEdge<TLanes, TVector>(products + at, plane, edge, rows, pixels, target, bias, used - at);
                target.Pixels += TLanes.Count;
                target.Residual += TLanes.Count;
            }
        }
    }

    /// <summary>Channels that end within a vector: another branch's may lie beside, so the pixels come out elsewhere first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AtEdge<TLanes, TVector>(float* products, nint plane, float* edge, int rows, int pixels, WinogradTarget target, float* bias, int used)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* block = edge + WinogradTransform.In * WinogradTransform.Out * TLanes.Count;
        float* beside = block + WinogradTransform.Out * WinogradTransform.Out * TLanes.Count;
        var here = new WinogradTarget
        {
            Pixels = block, Step = TLanes.Count, LineStep = WinogradTransform.Out * TLanes.Count,
            Residual = beside, ResidualStep = TLanes.Count, ResidualLineStep = WinogradTransform.Out * TLanes.Count,
        };
        for (int i = 0; TEpilogue.ReadsResidual && i < rows * pixels; i++)
        {
            (int y, int x) = Math.DivRem(i, pixels);
            Copy(target.Residual + y * target.ResidualLineStep + x * target.ResidualStep, beside + y * here.LineStep + x * here.Step, used);
        }

        WinogradTransform.Output<TLanes, TVector, TEpilogue>(products, plane, edge, rows, pixels, here, bias);
        for (int i = 0; i < rows * pixels; i++)
        {
            (int y, int x) = Math.DivRem(i, pixels);
            Copy(block + y * here.LineStep + x * here.Step, target.Pixels + y * target.LineStep + x * target.Step, used);
        }
    }

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));

    /// <summary>The tiles' addresses; the tile at the end may have more rows than are left, and does the last one again.</summary>
    private static void Fill(float** addresses, float* first, nint step, int tiles)
    {
        for (int i = 0; i < tiles + MostTileRows; i++) addresses[i] = first + Math.Min(i, tiles - 1) * step;
    }
}
