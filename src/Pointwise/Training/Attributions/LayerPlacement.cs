using Pointwise.Costs;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Training.Attributions;

/// <summary>
/// Where the places of a layer's map lie on a network's input: in the middles of what they depend on, which windows without padding, as pools that halve
/// have them, move away from an even share of the input.
/// </summary>
internal static class LayerPlacement
{
    /// <summary>The placement in pixels of the input; evenly where the middles do not lie in it, as behind what enlarges maps.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="layer">The node.</param>
    public static MapPlacement Of(Graph graph, int layer)
    {
        ReceptiveField field = ReceptiveField.Of(graph)[layer];
        Shape map = graph.Nodes[layer].Shape, input = graph.Input.Shape;
        double top = field.Top + field.Height / 2.0, left = field.Left + field.Width / 2.0;
        bool within = LiesWithin(top, field.JumpH, map.H, input.H) && LiesWithin(left, field.JumpW, map.W, input.W);
        return within ? new MapPlacement(top, left, field.JumpH, field.JumpW) : MapPlacement.Over(input.H, input.W, map.H, map.W);
    }

    /// <summary>The same on a picture of which a part was the input.</summary>
    /// <param name="placement">In pixels of the input.</param>
    /// <param name="input">The input, [N,C,H,W].</param>
    /// <param name="seen">The part.</param>
    public static MapPlacement On(MapPlacement placement, Shape input, Region seen)
    {
        double down = ((double)seen.Bottom - seen.Top) / input.H, across = ((double)seen.Right - seen.Left) / input.W;
        return new MapPlacement(seen.Top + placement.Top * down, seen.Left + placement.Left * across, placement.StepY * down, placement.StepX * across);
    }

    private static bool LiesWithin(double first, long step, int count, int extent) => first >= 0 && first + step * (count - 1.0) <= extent;
}
