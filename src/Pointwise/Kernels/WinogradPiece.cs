using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>One piece of a <see cref="WinogradProduct"/>: a block of tiles times some panels.</summary>
/// <param name="product">The product.</param>
/// <param name="cut">How it is cut.</param>
/// <param name="held">For each thread the block that it has transformed last.</param>
/// <param name="workers">Who does it.</param>
internal readonly unsafe struct WinogradPiece<TVertical, THorizontal, TEpilogue>(WinogradProduct product, WinogradCut cut, int* held, Workers workers) : IWork
    where TVertical : struct, IWinogradAxis
    where THorizontal : struct, IWinogradAxis
    where TEpilogue : struct, IEpilogue
{
    private const int MostTileRows = 14;
    private const int LineFloats = Tensors.Arena.Alignment / sizeof(float);

    private readonly WinogradReader<TVertical, THorizontal> reader = new(product.Source, product.Top, product.Left, cut.TileRows, cut.TileColumns);

    private static int Products => WinogradTransform<TVertical, THorizontal>.Products;

    /// <summary>Vectors of a tile's pixels.</summary>
    private static int Outs => TVertical.Out * THorizontal.Out;

    public void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        PanelLayout layout = product.Layout;
        int most = cut.TilesPerBlock, entries = most + MostTileRows;
        (int block, int panel, int end) = cut.Place(layout, piece);
        int first = block * most, tiles = Math.Min(most, cut.Tiles - first);
        if (tiles <= 0 || panel >= end) return;
        long sourceBytes = Products * SourcePlane * sizeof(float), productBytes = Products * ProductPlane(layout.FullWidth) * sizeof(float);
        long readerBytes = reader.ScratchFloats(TLanes.Count) * sizeof(float), addressBytes = (long)entries * sizeof(float*);
        long edgeBytes = (WinogradTransform<TVertical, THorizontal>.ColumnVectors + 2L * Outs) * TLanes.Count * sizeof(float);
        var memory = new Carver(workers.Scratch(worker), sourceBytes + productBytes + readerBytes + 2 * addressBytes + edgeBytes);
        float* sources = (float*)memory.Take(sourceBytes), products = (float*)memory.Take(productBytes);
        float* scratch = (float*)memory.Take(readerBytes), edge = (float*)memory.Take(edgeBytes);
        var rows = (float**)memory.Take(addressBytes);
        var outputs = (float**)memory.Take(addressBytes);
        if (held[worker] != block)
        {
            reader.Prepare(scratch);
            reader.Read<TLanes, TVector>(first, tiles, 0, product.Source.C, scratch, sources, (nint)SourcePlane, SourceStep);
            held[worker] = block;
        }

        Fill(rows, sources, SourceStep, tiles);
        for (; panel < end; panel++) Panel<TLanes, TVector>(panel, first, tiles, rows, outputs, products, edge);
    }

    /// <summary>Tiles that follow each other times a panel of weights.</summary>
    private void Panel<TLanes, TVector>(int panel, int first, int tiles, float** rows, float** outputs, float* products, float* edge)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        Fill(outputs, products, product.Layout.Width(panel), tiles);
        Multiply<TLanes, TVector>(panel, tiles, rows, outputs);
        Finish<TLanes, TVector>(panel, first, tiles, products, edge);
    }

    private int SourceStep => WinogradCut.SourceStep(product.Source.C);

    private long SourcePlane => cut.SourcePlane(product.Source.C);

    private long ProductPlane(int width) => cut.Plane(width);

    private void Multiply<TLanes, TVector>(int panel, int tiles, float** rows, float** outputs)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        PanelLayout layout = product.Layout;
        int vectors = layout.VectorsOf(panel), width = layout.Width(panel);
        nint offset = 0;
        // weights come from afar: while the tiles of a product multiply, each fetches its share of the next one's
        int count = TileShapes.Tiles(workers.Width, vectors, tiles), share = Math.Min(LineFloats, (width + count - 1) / count);
        var work = new TileWork { Offsets = &offset, Taps = 1, Depth = layout.Depth, Weights = product.Weights + Products * layout.Offset(panel), AheadStep = share };
        for (int i = 0; i < Products; i++)
        {
            work.Ahead = work.Weights + (long)layout.Depth * width;
            for (int done = 0; done < tiles;)
            {
                int tile = TileShapes.RowsFor(workers.Width, vectors, tiles - done);
                work.Rows = rows + done;
                work.Outputs = outputs + done;
                TileShapes.Run<TLanes, TVector, Plain>(work, tile, vectors);
                work.Ahead += (nint)layout.Depth * share;
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
            int rows = Math.Min(TVertical.Out, destination.H - y), pixels = Math.Min(THorizontal.Out, destination.W - x);
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
                if (at + TLanes.Count <= used) WinogradTransform<TVertical, THorizontal>.Output<TLanes, TVector, TEpilogue>(products + at, plane, edge, rows, pixels, target, bias);
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
        float* block = edge + WinogradTransform<TVertical, THorizontal>.ColumnVectors * TLanes.Count;
        float* beside = block + Outs * TLanes.Count;
        var here = new WinogradTarget
        {
            Pixels = block, Step = TLanes.Count, LineStep = THorizontal.Out * TLanes.Count,
            Residual = beside, ResidualStep = TLanes.Count, ResidualLineStep = THorizontal.Out * TLanes.Count,
        };
        for (int i = 0; TEpilogue.ReadsResidual && i < rows * pixels; i++)
        {
            (int y, int x) = Math.DivRem(i, pixels);
            Copy(target.Residual + y * target.ResidualLineStep + x * target.ResidualStep, beside + y * here.LineStep + x * here.Step, used);
        }

        WinogradTransform<TVertical, THorizontal>.Output<TLanes, TVector, TEpilogue>(products, plane, edge, rows, pixels, here, bias);
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
