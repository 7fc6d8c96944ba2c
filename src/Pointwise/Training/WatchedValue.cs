using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>What a node gave in a step, and the gradient of it, in memory of their own: the step's is used again, and backward overwrites gradients.</summary>
/// <param name="shape">The value's shape.</param>
internal sealed class WatchedValue(Shape shape) : IDisposable
{
    /// <summary>The value, stored channels-last where it is pictures.</summary>
    public Tensor Value { get; } = new(shape);

    /// <summary>The weighted sum of the losses differentiated by each of its elements, stored as it is.</summary>
    public Tensor Gradient { get; } = new(shape);

    public void TakeValue(Rows value) => Copy(value, Value);

    public void TakeGradient(Rows gradient) => Copy(gradient, Gradient);

    public void Dispose()
    {
        Value.Dispose();
        Gradient.Dispose();
    }

    private static void Copy(Rows from, Tensor to)
    {
        for (int row = 0; row < from.Count; row++) from.RowSpan(row).CopyTo(to.Values[(row * from.C)..]);
    }
}
