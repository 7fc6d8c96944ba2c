namespace Pointwise.Kernels;

/// <summary>One piece of a <see cref="GatheredProduct"/>: a block of grid rows times a group of panels, tile by tile.</summary>
internal readonly unsafe struct GatheredPiece<TEpilogue>(GatheredProduct product, Gather gather, GatherCut cut, Workers workers) : IWork
    where TEpilogue : struct, IEpilogue
{
    private const int MostTileRows = 14;

    public void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int group = piece % cut.Groups, block = piece / cut.Groups;
        BlockPlace place = cut.Place(block, gather);
        int points = place.Points;
        int entries = points + MostTileRows;

        long stripFloats = product.Maxima is { } maxima ? (long)points * product.Channels + maxima.LineFloats : gather.StripFloats(place.Images, place.GridRows);
        long stripBytes = (stripFloats + 2 * Tensors.Arena.Alignment) * sizeof(float);
        long addressBytes = (long)entries * sizeof(float*), offsetBytes = (long)gather.Runs * sizeof(nint);
        long edgeBytes = TileEdge.Floats(product.Layout.FullWidth) * sizeof(float);
        var memory = new Carver(workers.Scratch(worker), stripBytes + (2 + product.PartCount) * addressBytes + offsetBytes + edgeBytes);
        float* strip = (float*)memory.Take(stripBytes);
        var rows = (float**)memory.Take(addressBytes);
        var outputs = (float**)memory.Take(product.PartCount * addressBytes);
        var residuals = (float**)memory.Take(addressBytes);
        var offsets = (nint*)memory.Take(offsetBytes);
        var edge = new TileEdge((float*)memory.Take(edgeBytes), product.Layout.FullWidth);

        gather.FillOffsets(offsets);
        if (product.Maxima is null) gather.FillRows(place, strip, rows);
        else FillMaxima<TLanes, TVector>(place, strip, rows);
        for (int part = 0; part < product.PartCount; part++) FillAddresses(product.Parts[part].Destination, place, outputs + (nint)part * entries, entries);
        if (TEpilogue.ReadsResidual) FillAddresses(product.Residual, place, residuals, entries);
        Repeat(rows, points, entries);

        var work = new TileWork { Offsets = offsets, Taps = gather.Runs, Depth = gather.RunLength, Accumulate = product.Accumulate };
        int last = Math.Min(product.Layout.Count, (group + 1) * cut.PanelsPerGroup);
        for (int panel = group * cut.PanelsPerGroup; panel < last; panel++)
        {
            // weights come from afar for the first block: this thread's next panel is fetched meanwhile
            int next = block > 0 ? 0 : panel + 1 < last ? panel + 1 : panel + 1 + (workers.Count - 1) * cut.PanelsPerGroup;
            Panel<TLanes, TVector>(ref work, panel, next < product.Layout.Count ? next : 0, points, rows, outputs, entries, residuals, edge);
        }
    }

    private void Panel<TLanes, TVector>(ref TileWork work, int panel, int next, int points, float** rows, float** outputs, int entries, float** residuals, TileEdge edge)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        PanelLayout layout = product.Layout;
        int vectors = layout.VectorsOf(panel), used = layout.Used(panel), column = layout.FirstColumn(panel);
        bool contiguous = work.Taps == 1 && points > 1 && rows[1] - rows[0] == work.Depth;
        int part = PartOf(column);
        bool whole = used == vectors * TLanes.Count && column + used <= product.Parts[part].End;
        var ahead = new PanelAhead(layout, next, next > 0 ? TileShapes.Tiles(workers.Width, vectors, points) : 1);
        work.Weights = product.Weights + layout.Offset(panel);
        work.Bias = product.Bias == null ? null : product.Bias + column;
        for (int done = 0; done < points;)
        {
            int tile = TileShapes.RowsFor(workers.Width, vectors, points - done);
            work.Rows = rows + done;
            // rows without gaps: what follows this tile's rows is the next tile's
            work.Ahead = next > 0 ? ahead.Take(product.Weights) : contiguous ? rows[done] + (nint)tile * work.Depth : work.Weights;
            work.AheadStep = next > 0 ? ahead.Step : contiguous ? tile : 0;
            if (whole)
            {
                work.Outputs = outputs + (nint)part * entries + done;
                work.Residuals = residuals + done;
                work.Column = column - product.Parts[part].First;
                TileShapes.Run<TLanes, TVector, TEpilogue>(work, tile, vectors);
            }
            else
            {
                int held = Math.Min(tile, points - done);
                edge.Enter(ref work, outputs + (nint)part * entries + done, TEpilogue.ReadsResidual ? residuals + done : null, tile, held, column, used);
                TileShapes.Run<TLanes, TVector, TEpilogue>(work, tile, vectors);
                for (int p = part; p < product.PartCount && product.Parts[p].First < column + used; p++)
                {
                    int first = Math.Max(column, product.Parts[p].First), end = Math.Min(column + used, product.Parts[p].End);
                    edge.Leave(outputs + (nint)p * entries + done, held, first - column, first - product.Parts[p].First, end - first);
                }
            }

            done += tile;
        }
    }

    /// <summary>The part that a column belongs to.</summary>
    private int PartOf(int column)
    {
        int part = 0;
        while (column >= product.Parts[part].End) part++;
        return part;
    }

    /// <summary>Pools the rows of pixels that a block reads into the strip, without gaps.</summary>
    private void FillMaxima<TLanes, TVector>(BlockPlace place, float* strip, float** rows)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        SeparableMaxima maxima = product.Maxima!.Value;
        int channels = product.Channels, width = gather.Horizontal.Grid;
        float* line = strip + (long)place.Points * channels, pixel = strip;
        for (int n = place.Image; n < place.Image + place.Images; n++)
        {
            for (int y = place.GridRow; y < place.GridRow + place.GridRows; y++, pixel += (long)width * channels)
                maxima.Row<TLanes, TVector>(n * gather.Vertical.Grid + y, line, pixel, channels);
        }

        for (int i = 0; i < place.Points; i++) rows[i] = strip + (long)i * channels;
    }

    /// <summary>A tile may have more rows than are left: it does the last one again, with the same result.</summary>
    private static void Repeat(float** addresses, int count, int entries)
    {
        for (int i = count; i < entries; i++) addresses[i] = addresses[count - 1];
    }

    private void FillAddresses(Rows destination, BlockPlace place, float** addresses, int entries)
    {
        float** address = addresses;
        Axis vertical = gather.Vertical, horizontal = gather.Horizontal;
        nint step = (nint)horizontal.OutputStep * destination.Stride;
        for (int n = place.Image; n < place.Image + place.Images; n++)
        {
            for (int gy = place.GridRow; gy < place.GridRow + place.GridRows; gy++)
            {
                float* pixel = destination.Row(((long)n * destination.H + gy * vertical.OutputStep + vertical.OutputFirst) * destination.W + horizontal.OutputFirst);
                for (int gx = 0; gx < horizontal.Grid; gx++, pixel += step) *address++ = pixel;
            }
        }

        Repeat(addresses, place.Points, entries);
    }
}
