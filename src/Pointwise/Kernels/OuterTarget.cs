namespace Pointwise.Kernels;

/// <summary>The gradient of the weights as tiles see it: [filters][depth] floats, the tile's rows filters, or turned, the tile's columns filters.</summary>
internal readonly unsafe struct OuterTarget(OuterLayout layout, float* gradient)
{
    /// <summary>Floats of a filter's weights.</summary>
    public int Depth => layout.Runs * layout.RunLength;

    /// <summary>Whether a tile's sums may stand in the gradient itself: not turned, and no row or vector reaches beyond its place.</summary>
    public bool Lies(OuterPlace place, int lanes) => !layout.FiltersAreColumns && place.UsedRows == place.TileRows && place.UsedColumns == place.Vectors * lanes;

    /// <summary>Where a tile's first sum belongs.</summary>
    public float* At(OuterPlace place)
    {
        (int filter, int step) = layout.FiltersAreColumns ? (place.Column, place.Row) : (place.Row, place.Column);
        return gradient + (long)filter * Depth + place.Run * layout.RunLength + step;
    }

    /// <summary>Copies a tile's place; what is beyond it stays as it is.</summary>
    public void Load(OuterPlace place, int lanes, float* tile)
    {
        float* from = At(place);
        (long down, long across) = Strides;
        int width = place.Vectors * lanes;
        for (int row = 0; row < place.UsedRows; row++)
            for (int column = 0; column < place.UsedColumns; column++) tile[row * width + column] = from[row * down + column * across];
    }

    /// <summary>Writes a tile to its place.</summary>
    public void Store(OuterPlace place, int lanes, float* tile)
    {
        float* to = At(place);
        (long down, long across) = Strides;
        int width = place.Vectors * lanes;
        for (int row = 0; row < place.UsedRows; row++)
            for (int column = 0; column < place.UsedColumns; column++) to[row * down + column * across] = tile[row * width + column];
    }

    /// <summary>Adds a tile to its place.</summary>
    public void Add<TLanes, TVector>(OuterPlace place, float* tile)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int width = place.Vectors * TLanes.Count;
        if (layout.FiltersAreColumns) AddTurned(tile, place, width);
        else AddRows<TLanes, TVector>(tile, place, width);
    }

    /// <summary>Floats from one row of a tile to the next, and from one column to the next.</summary>
    private (long Down, long Across) Strides => layout.FiltersAreColumns ? (1, Depth) : (Depth, 1);

    private void AddRows<TLanes, TVector>(float* tile, OuterPlace place, int width)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* to = At(place);
        for (int row = 0; row < place.UsedRows; row++, tile += width, to += Depth)
        {
            int c = 0;
            for (; c <= place.UsedColumns - TLanes.Count; c += TLanes.Count)
                TLanes.Store(TLanes.Add(TLanes.Load(to + c), TLanes.Load(tile + c)), to + c);
            for (; c < place.UsedColumns; c++) to[c] += tile[c];
        }
    }

    private void AddTurned(float* tile, OuterPlace place, int width)
    {
        float* to = At(place);
        for (int column = 0; column < place.UsedColumns; column++, to += Depth)
            for (int row = 0; row < place.UsedRows; row++) to[row] += tile[row * width + column];
    }
}
