using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Inference.Dense;

/// <summary>How a picture of one size goes through a network: whole where its values fit the memory that is allowed, else in the largest tiles that do.</summary>
/// <param name="Rows">The tiles along the height.</param>
/// <param name="Columns">The tiles along the width.</param>
/// <param name="Field">What a cell depends on.</param>
/// <param name="Cost">What the map costs.</param>
internal sealed record DensePlan(TiledAxis Rows, TiledAxis Columns, ReceptiveField Field, DenseCost Cost)
{
    /// <summary>A graph of a picture far too large need not be possible: how many times too large is no more looked at.</summary>
    private const double FarTooLarge = 4;

    /// <exception cref="PointwiseException">No tile fits the memory, a node cannot be tiled, or the map is too large.</exception>
    public static DensePlan Of(SlidingNetwork network, string where, int height, int width, long mostBytes)
    {
        long whole = BytesOf(network, height, width, mostBytes);
        if (whole <= mostBytes) return Of(network, where, height, width, network.For(height, width));
        network.RequireTiles(whole, mostBytes);
        ReceptiveField field = SlidingNetwork.FieldOf(network.Model.Graph);
        int jump = (int)Math.Max(field.JumpH, field.JumpW), least = Math.Max(network.Window.H, network.Window.W), fitting = -1;
        for (int low = 0, high = (Math.Max(height, width) - least) / jump; low <= high;)
        {
            int middle = (low + high) / 2;
            (int h, int w) = TileOf(least + middle * jump);
            if (h >= network.Window.H && w >= network.Window.W && BytesOf(network, h, w, mostBytes) <= mostBytes) (fitting, low) = (middle, middle + 1);
            else high = middle - 1;
        }

        if (fitting >= 0)
        {
            (int h, int w) = TileOf(least + fitting * jump);
            DensePlan plan = Of(network, where, height, width, network.For(h, w));
            if (plan.Cost.Tiles > 0) return plan;
        }

        throw new PointwiseException(where, "the memory allowed is too small for tiles", $"room for the values of more than {field.Height}x{field.Width} pixels, what one cell depends on",
            $"{mostBytes:N0} bytes", "allow more memory, or use a smaller scale");

        (int Height, int Width) TileOf(int side) => (TiledAxis.LongestTile(height, (int)field.JumpH, side), TiledAxis.LongestTile(width, (int)field.JumpW, side));
    }

    private static DensePlan Of(SlidingNetwork network, string where, int height, int width, Graph tile)
    {
        ReceptiveField field = SlidingNetwork.FieldOf(tile);
        Shape input = tile.Input.Shape, cells = tile.Nodes[tile.Heads[0].Node].Shape;
        var rows = new TiledAxis(height, input.H, cells.H, (int)field.JumpH, -field.Top, field.Top + field.Height - 1);
        var columns = new TiledAxis(width, input.W, cells.W, (int)field.JumpW, -field.Left, field.Left + field.Width - 1);
        long elements = (long)rows.Cells * columns.Cells * network.Classes;
        if (elements > Array.MaxLength)
            throw new PointwiseException(where, "the map would be too large", $"at most {Array.MaxLength} scores", $"{rows.Cells}x{columns.Cells}x{network.Classes}", "use a smaller scale");
        int tiles = rows.IsPossible && columns.IsPossible ? rows.Parts().Count * columns.Parts().Count : 0;
        var cost = new DenseCost(CostReport.Of(tile).Total.MultiplyAdds * tiles, network.CropMultiplyAdds * rows.Cells * columns.Cells, tiles);
        return new DensePlan(rows, columns, field, cost);
    }

    /// <summary>Bytes of the values of one run.</summary>
    private static long BytesOf(SlidingNetwork network, int height, int width, long mostBytes)
    {
        Shape window = network.Window;
        double guess = (double)PeakMemory.Of(network.Model.Graph).ActivationBytes / ((double)window.H * window.W) * height * width;
        return guess > FarTooLarge * mostBytes ? (long)guess : PeakMemory.Of(network.For(height, width)).ActivationBytes;
    }
}
