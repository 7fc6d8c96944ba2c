using System.Diagnostics;
using System.Runtime.Intrinsics.Arm;

namespace Pointwise.Kernels;

/// <summary>Which tile does how many rows, and what it costs.</summary>
internal static class TileShapes
{
    /// <summary>Whether there are 32 vector registers, not 16: AVX-512 and Arm64.</summary>
    public static bool HasManyRegisters(LaneWidth width) => width == LaneWidth.Sixteen || AdvSimd.IsSupported;

    /// <summary>Rows of the tile for what is left; the tile may have more rows than are left, its last row then repeats.</summary>
    public static int RowsFor(int tileRows, int left)
    {
        if (left >= tileRows) return tileRows;
        if (left == 1) return 1;
        return tileRows == 14 && left <= 7 ? 7 : tileRows;
    }

    /// <summary>
    /// Cycles for one step of depth on two multiply-add ports with a latency of four, two loads a cycle and one broadcast a row.
    /// </summary>
    public static double Cycles(int rows, int vectors) => Math.Max(4, Math.Max(rows * vectors / 2.0, (rows + vectors) / 2.0));

    /// <summary>Runs the tile of these rows and vectors.</summary>
    public static void Run<TLanes, TVector, TEpilogue>(in TileWork work, int rows, int vectors)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        switch (rows, vectors)
        {
            case (14, 2): PointwiseTile.Run<TLanes, TVector, Tile14x2, TEpilogue>(work); break;
            case (14, 1): PointwiseTile.Run<TLanes, TVector, Tile14x1, TEpilogue>(work); break;
            case (7, 3): PointwiseTile.Run<TLanes, TVector, Tile7x3, TEpilogue>(work); break;
            case (7, 2): PointwiseTile.Run<TLanes, TVector, Tile7x2, TEpilogue>(work); break;
            case (7, 1): PointwiseTile.Run<TLanes, TVector, Tile7x1, TEpilogue>(work); break;
            case (6, 2): PointwiseTile.Run<TLanes, TVector, Tile6x2, TEpilogue>(work); break;
            case (6, 1): PointwiseTile.Run<TLanes, TVector, Tile6x1, TEpilogue>(work); break;
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
        switch (rows, vectors)
        {
            case (14, 2): OuterTile.Run<TLanes, TVector, Tile14x2>(work); break;
            case (14, 1): OuterTile.Run<TLanes, TVector, Tile14x1>(work); break;
            case (7, 2): OuterTile.Run<TLanes, TVector, Tile7x2>(work); break;
            case (7, 1): OuterTile.Run<TLanes, TVector, Tile7x1>(work); break;
            case (6, 2): OuterTile.Run<TLanes, TVector, Tile6x2>(work); break;
            case (6, 1): OuterTile.Run<TLanes, TVector, Tile6x1>(work); break;
            case (1, 2): OuterTile.Run<TLanes, TVector, Tile1x2>(work); break;
            case (1, 1): OuterTile.Run<TLanes, TVector, Tile1x1>(work); break;
            default: throw new UnreachableException($"no outer tile of {rows}x{vectors}");
        }
    }
}
