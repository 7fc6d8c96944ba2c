using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace Pointwise.Kernels;

/// <summary>Which tile does how many rows, and what it costs.</summary>
internal static class TileShapes
{
    /// <summary>Whether there are 32 vector registers, not 16: AVX-512 and Arm64.</summary>
    public static bool HasManyRegisters(LaneWidth width) => width == LaneWidth.Sixteen || AdvSimd.IsSupported;

    /// <summary>The same, known where code is compiled: what the lanes never come to is then left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasManyRegisters<TLanes>() => typeof(TLanes) == typeof(Lanes16) || AdvSimd.IsSupported;

    /// <summary>
    /// Rows of the tile for what is left of so many rows in panels of so many vectors. It may be more than are left: the last row then repeats.
    /// Wide tiles take two neighbouring numbers of rows, which add up to almost any number.
    /// </summary>
    public static int RowsFor(LaneWidth width, int vectors, int left)
    {
        if (left == 1) return 1;
        if (!HasManyRegisters(width)) return 6;
        if (vectors == 4) return OrOneLess(6, left);
        if (vectors == 3) return OrOneLess(8, left);
        return left <= 7 ? 7 : 14;
    }

    /// <summary>Tiles of so many rows in panels of so many vectors.</summary>
    public static int Tiles(LaneWidth width, int vectors, int rows)
    {
        int tiles = 0;
        for (int left = rows; left > 0; left -= RowsFor(width, vectors, left)) tiles++;
        return tiles;
    }

    private static int OrOneLess(int rows, int left) => left % rows != 0 && left <= (rows - 1) * (rows - left % rows) ? rows - 1 : rows;

    /// <summary>Cycles for one step of depth over so many rows in panels of so many vectors. Beyond ten rows their addresses are loaded too.</summary>
    public static double Cost(LaneWidth width, int vectors, int rows)
    {
        int most = RowsFor(width, vectors, 1 << 20);
        // far from the end the largest tile is taken; the last few dozen rows are counted tile by tile
        int bulk = Math.Max(0, rows - 8 * most) / most;
        double cost = bulk * Cycles(most, vectors, Math.Max(0, most - 10));
        for (int left = rows - bulk * most; left > 0;)
        {
            int tile = RowsFor(width, vectors, left);
            cost += Cycles(tile, vectors, Math.Max(0, tile - 10));
            left -= tile;
        }

        return cost;
    }

    /// <summary>Rows of the outer tile for what is left, in layouts of so many rows a tile.</summary>
    public static int OuterRowsFor(int tileRows, int left) => left switch
    {
        1 => 1,
        <= 4 when tileRows == 6 => 4,
        <= 7 when tileRows == 14 => 7,
        _ => tileRows,
    };

    /// <summary>Cycles of an outer tile for one pixel: an address is loaded beside its values.</summary>
    public static double OuterCycles(int rows, int vectors) => Cycles(rows, vectors, 1);

    /// <summary>
    /// Cycles of a tile for one step of depth: between what an idle core needs (two multiply-adds and two loads a cycle, a latency of four) and
    /// what was measured on one whose other thread is busy, where loads weigh twice a multiply-add.
    /// </summary>
    private static double Cycles(int rows, int vectors, int addresses)
    {
        double multiplyAdds = rows * vectors, loads = rows + vectors + addresses;
        double idle = Math.Max(4, Math.Max(multiplyAdds, loads) / 2), busy = 0.34 * multiplyAdds + 0.65 * loads;
        return (idle + busy) / 2;
    }

    /// <summary>Runs the tile of these rows and vectors.</summary>
    public static void Run<TLanes, TVector, TEpilogue>(in TileWork work, int rows, int vectors)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        if (!HasManyRegisters<TLanes>())
        {
            switch (rows, vectors)
            {
                case (6, 2): PointwiseTile.Run<TLanes, TVector, Tile6x2, TEpilogue>(work); break;
                case (6, 1): PointwiseTile.Run<TLanes, TVector, Tile6x1, TEpilogue>(work); break;
                case (1, 2): PointwiseTile.Run<TLanes, TVector, Tile1x2, TEpilogue>(work); break;
                case (1, 1): PointwiseTile.Run<TLanes, TVector, Tile1x1, TEpilogue>(work); break;
                default: throw new UnreachableException($"no narrow tile of {rows}x{vectors}");
            }

            return;
        }

        switch (rows, vectors)
        {
            case (14, 2): PointwiseTile.Run<TLanes, TVector, Tile14x2, TEpilogue>(work); break;
            case (14, 1): PointwiseTile.Run<TLanes, TVector, Tile14x1, TEpilogue>(work); break;
            case (6, 4): PointwiseTile.Run<TLanes, TVector, Tile6x4, TEpilogue>(work); break;
            case (5, 4): PointwiseTile.Run<TLanes, TVector, Tile5x4, TEpilogue>(work); break;
            case (8, 3): PointwiseTile.Run<TLanes, TVector, Tile8x3, TEpilogue>(work); break;
            case (7, 3): PointwiseTile.Run<TLanes, TVector, Tile7x3, TEpilogue>(work); break;
            case (7, 2): PointwiseTile.Run<TLanes, TVector, Tile7x2, TEpilogue>(work); break;
            case (7, 1): PointwiseTile.Run<TLanes, TVector, Tile7x1, TEpilogue>(work); break;
            case (6, 2): PointwiseTile.Run<TLanes, TVector, Tile6x2, TEpilogue>(work); break;
            case (6, 1): PointwiseTile.Run<TLanes, TVector, Tile6x1, TEpilogue>(work); break;
            case (1, 4): PointwiseTile.Run<TLanes, TVector, Tile1x4, TEpilogue>(work); break;
            case (1, 3): PointwiseTile.Run<TLanes, TVector, Tile1x3, TEpilogue>(work); break;
            case (1, 2): PointwiseTile.Run<TLanes, TVector, Tile1x2, TEpilogue>(work); break;
            case (1, 1): PointwiseTile.Run<TLanes, TVector, Tile1x1, TEpilogue>(work); break;
            default: throw new UnreachableException($"no tile of {rows}x{vectors}");
        }
    }

    /// <summary>Runs the outer tile of these rows and vectors.</summary>
    public static void Run<TLanes, TVector>(in OuterWork work, int rows, int vectors)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (!HasManyRegisters<TLanes>())
        {
            switch (rows, vectors)
            {
                case (6, 2): OuterTile.Run<TLanes, TVector, Tile6x2>(work); break;
                case (6, 1): OuterTile.Run<TLanes, TVector, Tile6x1>(work); break;
                case (4, 2): OuterTile.Run<TLanes, TVector, Tile4x2>(work); break;
                case (4, 1): OuterTile.Run<TLanes, TVector, Tile4x1>(work); break;
                case (1, 2): OuterTile.Run<TLanes, TVector, Tile1x2>(work); break;
                case (1, 1): OuterTile.Run<TLanes, TVector, Tile1x1>(work); break;
                default: throw new UnreachableException($"no narrow outer tile of {rows}x{vectors}");
            }

            return;
        }

        switch (rows, vectors)
        {
            case (14, 2): OuterTile.Run<TLanes, TVector, Tile14x2>(work); break;
            case (14, 1): OuterTile.Run<TLanes, TVector, Tile14x1>(work); break;
            case (8, 3): OuterTile.Run<TLanes, TVector, Tile8x3>(work); break;
            case (8, 2): OuterTile.Run<TLanes, TVector, Tile8x2>(work); break;
            case (8, 1): OuterTile.Run<TLanes, TVector, Tile8x1>(work); break;
            case (7, 2): OuterTile.Run<TLanes, TVector, Tile7x2>(work); break;
            case (7, 1): OuterTile.Run<TLanes, TVector, Tile7x1>(work); break;
            case (6, 4): OuterTile.Run<TLanes, TVector, Tile6x4>(work); break;
            case (6, 3): OuterTile.Run<TLanes, TVector, Tile6x3>(work); break;
            case (6, 2): OuterTile.Run<TLanes, TVector, Tile6x2>(work); break;
            case (6, 1): OuterTile.Run<TLanes, TVector, Tile6x1>(work); break;
            case (4, 4): OuterTile.Run<TLanes, TVector, Tile4x4>(work); break;
            case (4, 3): OuterTile.Run<TLanes, TVector, Tile4x3>(work); break;
            case (4, 2): OuterTile.Run<TLanes, TVector, Tile4x2>(work); break;
            case (4, 1): OuterTile.Run<TLanes, TVector, Tile4x1>(work); break;
            case (1, 4): OuterTile.Run<TLanes, TVector, Tile1x4>(work); break;
            case (1, 3): OuterTile.Run<TLanes, TVector, Tile1x3>(work); break;
            case (1, 2): OuterTile.Run<TLanes, TVector, Tile1x2>(work); break;
            case (1, 1): OuterTile.Run<TLanes, TVector, Tile1x1>(work); break;
            default: throw new UnreachableException($"no outer tile of {rows}x{vectors}");
        }
    }
}
