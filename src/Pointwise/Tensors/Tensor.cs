namespace Pointwise.Tensors;

/// <summary>
/// Float32 values of a <see cref="Tensors.Shape"/> in memory of their own. Rank 4 is spoken N,C,H,W and stored channels-last,
/// N,H,W,C: a pixel's channels lie side by side. Convolution weights [out,in,h,w] lie the same way, as out,h,w,in. Other ranks are row-major.
/// </summary>
public sealed class Tensor : IDisposable
{
    /// <summary>Creates a tensor of zeros.</summary>
    /// <param name="shape">Its extents; at most 2^31-1 elements.</param>
    /// <exception cref="PointwiseException">The shape has more elements than one tensor can hold.</exception>
    public Tensor(Shape shape)
    {
        if (shape.Elements > Array.MaxLength)
            throw new PointwiseException("tensor", "too large for one tensor", $"at most {Array.MaxLength} elements", $"{shape} with {shape.Elements}", "use a smaller batch or picture");
        Shape = shape;
        Memory = new Arena(shape.Elements);
    }

    /// <summary>Creates a tensor from values in spoken order (N,C,H,W for rank 4, as other tools store them).</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="values">One value an element.</param>
    /// <exception cref="PointwiseException">The number of values is not the shape's.</exception>
    public static Tensor FromChannelsFirst(Shape shape, ReadOnlySpan<float> values)
    {
        if (values.Length != shape.Elements)
            throw new PointwiseException("tensor", "values do not fill the shape", $"{shape.Elements} values for {shape}", $"{values.Length}", "give one value an element");
        var tensor = new Tensor(shape);
        Span<float> stored = tensor.Values;
        if (shape.Rank != 4)
        {
            values.CopyTo(stored);
            return tensor;
        }

        int read = 0, pixels = shape.H * shape.W;
        for (int n = 0; n < shape.N; n++)
            for (int c = 0; c < shape.C; c++)
                for (int p = 0; p < pixels; p++)
                    stored[(n * pixels + p) * shape.C + c] = values[read++];
        return tensor;
    }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>The values as they are stored: N,H,W,C for rank 4, else row-major.</summary>
    public Span<float> Values => Memory.Span(0, (int)Shape.Elements);

    internal Arena Memory { get; }

    /// <summary>Copies the values out in spoken order (N,C,H,W for rank 4).</summary>
    public float[] ToChannelsFirst()
    {
        var values = new float[Shape.Elements];
        ReadOnlySpan<float> stored = Values;
        if (Shape.Rank != 4)
        {
            stored.CopyTo(values);
            return values;
        }

        int written = 0, pixels = Shape.H * Shape.W;
        for (int n = 0; n < Shape.N; n++)
            for (int c = 0; c < Shape.C; c++)
                for (int p = 0; p < pixels; p++)
                    values[written++] = stored[(n * pixels + p) * Shape.C + c];
        return values;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Memory.Dispose();
}
