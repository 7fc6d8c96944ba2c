using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>Tensors of numbers drawn evenly from -1/2 to 1/2.</summary>
internal static class Drawn
{
    public static Tensor Tensor(Shape shape, ulong stream)
    {
        var tensor = new Tensor(shape);
        var random = new RandomStream(1, stream);
        Span<float> values = tensor.Values;
        for (int i = 0; i < values.Length; i++) values[i] = random.Uniform(i) - 0.5f;
        return tensor;
    }
}
