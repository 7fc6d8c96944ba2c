using Pointwise.Tensors;

namespace Pointwise.Training.Attributions;

/// <summary>Maps of what speaks for a class, by a layer's activations A and the logit's gradient G, sums in double precision.</summary>
internal static class ActivationMaps
{
    /// <summary>Each place's share of the logit: the sum over channels of G A. Behind a global average, G is the class's weight over the number of places.</summary>
    public static AttributionMap Cam(WatchedValue layer)
    {
        Shape shape = layer.Value.Shape;
        ReadOnlySpan<float> values = layer.Value.Values, gradients = layer.Gradient.Values;
        var map = new double[shape.H * shape.W];
        for (int p = 0; p < map.Length; p++)
            for (int c = 0; c < shape.C; c++) map[p] += (double)gradients[p * shape.C + c] * values[p * shape.C + c];
        return new AttributionMap(shape.H, shape.W, [.. map]);
    }

    /// <summary>The sum over channels of a A where it is above 0, a being a channel's mean of G (equations 1 and 2 of arXiv:1610.02391).</summary>
    public static AttributionMap GradCam(WatchedValue layer)
    {
        Shape shape = layer.Value.Shape;
        ReadOnlySpan<float> values = layer.Value.Values, gradients = layer.Gradient.Values;
        int places = shape.H * shape.W;
        var weights = new double[shape.C];
        for (int p = 0; p < places; p++)
            for (int c = 0; c < weights.Length; c++) weights[c] += gradients[p * weights.Length + c];
        var map = new double[places];
        for (int p = 0; p < places; p++)
        {
            for (int c = 0; c < weights.Length; c++) map[p] += weights[c] / places * values[p * weights.Length + c];
            map[p] = Math.Max(0, map[p]);
        }

        return new AttributionMap(shape.H, shape.W, [.. map]);
    }
}
