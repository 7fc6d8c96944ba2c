using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>The shape of so many pictures of the size that a network was made for.</summary>
internal static class BatchShape
{
    /// <exception cref="PointwiseException">The batch is below 1.</exception>
    public static Shape Of(Model model, int batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model.Graph.Name, model.Graph.Input.Shape, batch);
    }

    /// <param name="network">The network's name, for errors.</param>
    /// <param name="picture">A picture's shape.</param>
    /// <param name="batch">Pictures.</param>
    /// <exception cref="PointwiseException">The batch is below 1.</exception>
    public static Shape Of(string network, Shape picture, int batch) => batch >= 1 ? picture.WithBatch(batch)
        : throw new PointwiseException($"{network}: batch", "out of range", "at least 1 picture", $"{batch}", "give a positive batch");
}
