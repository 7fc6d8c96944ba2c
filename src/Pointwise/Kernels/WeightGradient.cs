using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Kernels;

/// <summary>
/// weightGradient += sum over grid points of (gathered source) x (gradient of the output): outer products in tiles. Many points are cut into a
/// fixed number of parts with sums of their own, which are added in order; one part adds to the gradient itself, block after block. Either way the
/// bits are the same on any number of threads and lanes.
/// </summary>
internal static unsafe class WeightGradient
{
    private const int MostParts = 8;
    private const int PointsPerPart = 2048;
    private const int FewestPoints = 256;
    private const int CachedFloats = 256 * 1024;
    private const int WantedPieces = 8;

    /// <summary>Adds a convolution's gradient of the weights, for the tensor's own layout [filters][taps][channels of a group].</summary>
    public static void Add(Workers workers, Convolution convolution, Rows input, Rows outputGradient, Rows weightGradient)
    {
        if (convolution.IsDepthwise)
        {
            Depthwise.WeightGradient(workers, convolution.Geometry, input, outputGradient, weightGradient);
            return;
        }

        KernelGeometry geometry = convolution.Geometry;
        Axis vertical = geometry.Vertical(outputGradient.H, input.H), horizontal = geometry.Horizontal(outputGradient.W, input.W);
        if (convolution.WeightForm(input.N, outputGradient.H, outputGradient.W) is { } form)
        {
            new WinogradWeightGradient
            {
                Form = form, Input = input, Top = vertical.First, Left = horizontal.First, OutputGradient = outputGradient, Taps = weightGradient.Data,
            }.Add(workers);
            return;
        }

        int channels = convolution.ChannelsPerGroup, filters = convolution.FiltersPerGroup;
        for (int g = 0; g < convolution.Groups; g++)
        {
            var gather = new Gather(input, g * channels, channels, vertical, horizontal);
            AddGroup(workers, gather, outputGradient.Slice(g * filters, filters), weightGradient.Data + (long)g * filters * geometry.Taps * channels);
        }
    }

    /// <summary>Adds one group's gradient by sums over gathered rows.</summary>
    internal static void AddGroup(Workers workers, Gather gather, Rows outputGradient, float* weightGradient)
    {
        long points = (long)gather.Images * gather.GridPoints;
        var layout = OuterLayout.For(workers.Width, gather.Runs, gather.RunLength, outputGradient.C, points);
        GatherCut cut = GatherCut.ForOuter(gather, outputGradient.C);
        int parts = Parts(points, (long)gather.Runs * gather.RunLength * outputGradient.C, cut.Blocks);
        Split tiles = Tiles(layout, (WantedPieces + parts - 1) / parts);
        float* sums = (float*)workers.CallScratch.Bytes(parts * layout.Floats * sizeof(float));
        var target = new OuterTarget(layout, weightGradient);
        var outer = new Work(gather, layout, cut, outputGradient, new Split(cut.Blocks, (cut.Blocks + parts - 1) / parts), tiles, sums, target, workers);
        workers.Run(ref outer, outer.Pieces);
        if (outer.Parts == 1) return;
        var combine = new Combine(layout, outer.Parts, sums, target);
        workers.Run(ref combine, layout.Tiles);
    }

    /// <summary>
    /// Parts of the points with sums of their own: many points a part, for their sums are written and read again; fewer where they stay in the cache.
    /// </summary>
    private static int Parts(long points, long floats, int blocks)
    {
        long parts = Math.Clamp(points / PointsPerPart, 1, MostParts);
        while (2 * parts <= MostParts && 2 * parts * floats <= CachedFloats && points / (2 * parts) >= FewestPoints) parts *= 2;
        return (int)Math.Min(parts, blocks);
    }

    /// <summary>Groups of tiles: whole panels where there are enough, so that each is copied together once.</summary>
    private static Split Tiles(in OuterLayout layout, int groups)
    {
        int unit = layout.Panels >= groups ? layout.RowTiles : 1, units = layout.Tiles / unit;
        groups = Math.Clamp(groups, 1, units);
        return new Split(layout.Tiles, (units + groups - 1) / groups * unit);
    }

    private readonly struct Work(Gather gather, OuterLayout layout, GatherCut cut, Rows outputGradient, Split blocks, Split tiles, float* sums, OuterTarget target, Workers workers) : IWork
    {
        public int Parts => blocks.Count;

        public int Pieces => blocks.Count * tiles.Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int part = piece / tiles.Count, group = piece % tiles.Count;
            float* own = sums + part * layout.Floats;
            int first = tiles.Start(group), end = tiles.End(group);
            int most = cut.Images * cut.GridRows * gather.Horizontal.Grid;
            long stripBytes = (gather.StripFloats(cut.Images, cut.GridRows) + 64) * sizeof(float), addressBytes = (long)most * sizeof(float*);
            long panelBytes = (long)most * layout.PanelWidth * sizeof(float);
            var memory = new Carver(workers.Scratch(worker), stripBytes + 2 * addressBytes + panelBytes + (long)gather.Runs * sizeof(nint));
            float* strip = (float*)memory.Take(stripBytes);
            float* panel = (float*)memory.Take(panelBytes);
            var sources = (float**)memory.Take(addressBytes);
            var gradients = (float**)memory.Take(addressBytes);
            var offsets = (nint*)memory.Take((long)gather.Runs * sizeof(nint));
            gather.FillOffsets(offsets);
            bool isAlone = Parts == 1;
            float* columns = panel;
            for (int block = blocks.Start(part); block < blocks.End(part); block++)
            {
                int points = Fill(block, strip, sources, gradients);
                bool isFirst = block == blocks.Start(part), isLast = block == blocks.End(part) - 1;
                Ahead ahead = After(block, panel);
                for (int tile = first; tile < end;)
                {
                    OuterPlace place = layout.Place(tile);
                    if (tile == first || place.Run == 0 || !layout.FiltersAreColumns) columns = Pack<TLanes, TVector>(place, points, sources, gradients, offsets, panel);
                    int next = Math.Min(end, tile + layout.TilesBelow(place));
                    var outer = new OuterWork
                    {
                        Rows = layout.FiltersAreColumns ? sources : gradients,
                        RowOffset = place.Row + (layout.FiltersAreColumns ? offsets[place.Run] : 0),
                        Columns = columns,
                        Pixels = points,
                        Sums = own + (long)tile * layout.TileFloats,
                        SumsStride = place.Vectors * TLanes.Count,
                        Accumulate = !isFirst,
                    };
                    if (isAlone) AloneDown<TLanes, TVector>(place, outer, next - tile, ref ahead, isFirst, isLast);
                    else Down<TLanes, TVector>(place, outer, next - tile, ref ahead);
                    tile = next;
                }
            }
        }

        private Ahead After(int block, float* near)
        {
            if (block + 1 >= cut.Blocks) return new Ahead(near, 0, near, 0, near);
            BlockPlace place = cut.Place(block + 1, gather);
            float* source = gather.FirstSource(place, out long floats);
            return new Ahead(source, floats, Gradients(place), (long)place.Points * outputGradient.Stride, near);
        }

        /// <summary>The first of the gradient's rows that a block reads: grid rows of one image, or whole images, so that they follow each other.</summary>
        private float* Gradients(BlockPlace place) =>
            outputGradient.Row(((long)place.Image * outputGradient.H + place.GridRow) * outputGradient.W);

        /// <summary>
        /// Copies a panel of columns together, unless it lies so: the rows of a picture lie a power of two apart and would push each other out of
        /// the first cache.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float* Pack<TLanes, TVector>(OuterPlace place, int points, float** sources, float** gradients, nint* offsets, float* panel)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float** from = layout.FiltersAreColumns ? gradients : sources;
            nint offset = place.Column + (layout.FiltersAreColumns ? 0 : offsets[place.Run]);
            if (from[points - 1] - from[0] == (points - 1) * (nint)place.Vectors * TLanes.Count && (layout.FiltersAreColumns || gather.IsContiguous))
                return from[0] + offset;
            float* packed = panel;
            for (int p = 0; p < points; p++)
            {
                float* row = from[p] + offset;
                for (int v = 0; v < place.Vectors; v++, packed += TLanes.Count) TLanes.Store(TLanes.Load(row + v * TLanes.Count), packed);
            }

            return panel;
        }

        private int Fill(int block, float* strip, float** sources, float** gradients)
        {
            BlockPlace place = cut.Place(block, gather);
            gather.FillRows(place, strip, sources);
            float* gradient = Gradients(place);
            for (int i = 0; i < place.Points; i++, gradient += outputGradient.Stride) gradients[i] = gradient;
            return place.Points;
        }

        /// <summary>The tiles of a panel from one place down, each on sums of its own.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Down<TLanes, TVector>(OuterPlace place, OuterWork outer, int tiles, ref Ahead ahead)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            for (; tiles > 0; tiles--, place = layout.Below(place), outer.RowOffset += layout.TileRows, outer.Sums += layout.TileFloats)
            {
                outer.Ahead = ahead.Take(outer.Pixels);
                Tile<TLanes, TVector>(place, outer);
            }
        }

        /// <summary>
        /// The tiles of a panel from one place down, in the only part: on the gradient itself where a tile lies as the gradient does, else on a copy
        /// of its place.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AloneDown<TLanes, TVector>(OuterPlace place, OuterWork outer, int tiles, ref Ahead ahead, bool isFirst, bool isLast)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            float* copy = outer.Sums;
            nint copyStride = outer.SumsStride;
            outer.Accumulate = true;
            for (; tiles > 0; tiles--, place = layout.Below(place), outer.RowOffset += layout.TileRows, copy += layout.TileFloats)
            {
                outer.Ahead = ahead.Take(outer.Pixels);
                bool isThere = target.Lies(place, TLanes.Count);
                outer.Sums = isThere ? target.At(place) : copy;
                outer.SumsStride = isThere ? target.Depth : copyStride;
                if (!isThere && isFirst) target.Load(place, TLanes.Count, copy);
                Tile<TLanes, TVector>(place, outer);
                if (!isThere && isLast) target.Store(place, TLanes.Count, copy);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Tile<TLanes, TVector>(OuterPlace place, in OuterWork outer)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            if (outer.Accumulate) Prefetch(outer, place.TileRows, place.Vectors * TLanes.Count);
            TileShapes.Run<TLanes, TVector>(outer, place.TileRows, place.Vectors);
        }

        /// <summary>Asks for a tile's sums, which wait in the second cache, while the tile still sums up pixels.</summary>
        private static void Prefetch(in OuterWork outer, int rows, int width)
        {
            if (!Sse.IsSupported) return;
            for (int row = 0; row < rows; row++)
                for (int i = 0; i < width; i += Tensors.Arena.Alignment / sizeof(float)) Sse.Prefetch0(outer.Sums + row * outer.SumsStride + i);
        }
    }

    /// <summary>Adds the parts' sums of a tile to the gradient, part after part.</summary>
    private readonly struct Combine(OuterLayout layout, int parts, float* sums, OuterTarget target) : IWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            OuterPlace place = layout.Place(piece);
            float* tile = sums + (long)piece * layout.TileFloats;
            int width = place.Vectors * TLanes.Count;
            for (int part = 1; part < parts; part++)
            {
                float* other = tile + part * layout.Floats;
                for (int i = 0; i < place.UsedRows * width; i += TLanes.Count)
                    TLanes.Store(TLanes.Add(TLanes.Load(tile + i), TLanes.Load(other + i)), tile + i);
            }

            target.Add<TLanes, TVector>(place, tile);
        }
    }
}
