using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>A value that the file gives, or that follows from such values alone; its elements are read when asked for.</summary>
internal sealed class OnnxConstant
{
    private readonly Func<ValueStream<float>> floats;
    private readonly Func<long[]> integers;

    private OnnxConstant(OnnxType type, Shape shape, Func<ValueStream<float>> floats, Func<long[]> integers) =>
        (Type, Shape, this.floats, this.integers) = (type, shape, floats, integers);

    /// <summary>What its elements are in the file.</summary>
    public OnnxType Type { get; }

    public Shape Shape { get; }

    public ElementKind Kind => Type.TryKind(out ElementKind kind) ? kind : ElementKind.Float32;

    public static OnnxConstant Of(OnnxTensor tensor) => new(tensor.Type, tensor.Shape, tensor.OpenFloats, tensor.ReadIntegers);

    public static OnnxConstant Of(Literal literal, OnnxType type) => new(type, literal.Shape, () => Stream(literal.Floats), () => [.. literal.Integers]);

    /// <summary>One value everywhere; it takes no memory, whatever its shape.</summary>
    public static OnnxConstant Filled(Shape shape, Literal value, OnnxType type) => new(type, shape,
        () => span => span.Fill(value.Floats[0]),
        () => [.. Enumerable.Repeat(value.Integers[0], checked((int)shape.Elements))]);

    /// <summary>The same elements in another shape of as many.</summary>
    public OnnxConstant Reshaped(Shape shape) => new(Type, shape, floats, integers);

    /// <summary>The same elements said to be of another type of the same kind.</summary>
    public OnnxConstant As(OnnxType type) => new(type, Shape, floats, integers);

    /// <summary>A matrix with rows and columns exchanged.</summary>
    public OnnxConstant Turned()
    {
        int rows = Shape[0], columns = Shape[1];
        return new OnnxConstant(Type, new Shape(columns, rows), () => Stream(ImmutableCollectionsMarshal.AsImmutableArray(Turn(ReadFloats(), rows, columns))), integers);
    }

    /// <summary>Every element times a number.</summary>
    public OnnxConstant Scaled(float factor) => factor == 1 ? this : new OnnxConstant(Type, Shape, () => Scaled(floats(), factor), integers);

    /// <summary>Its floats, row-major.</summary>
    public float[] ReadFloats()
    {
        var values = new float[checked((int)Shape.Elements)];
        floats()(values);
        return values;
    }

    /// <summary>Its whole numbers or truths, row-major.</summary>
    public long[] ReadIntegers() => integers();

    public Literal ToLiteral() => Kind == ElementKind.Float32 ? Literal.Owning(Shape, ReadFloats()) : Literal.Owning(Shape, Kind, ReadIntegers());

    /// <summary>Its floats as the engine stores them: rank 4 channels-last. No more memory is taken than for one picture or filter beside.</summary>
    public Tensor ToTensor(Shape shape)
    {
        var tensor = new Tensor(shape);
        ValueStream<float> stream = floats();
        int pixels = shape.H * shape.W, channels = shape.C;
        if (shape.Rank != 4 || pixels == 1)
        {
            stream(tensor.Values);
            return tensor;
        }

        var first = new float[pixels * channels];
        for (int n = 0; n < shape.N; n++)
        {
            stream(first);
            ChannelsLast(first, tensor.Values.Slice(n * first.Length, first.Length), pixels, channels);
        }

        return tensor;
    }

    private static void ChannelsLast(ReadOnlySpan<float> first, Span<float> last, int pixels, int channels)
    {
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<float> channel = first.Slice(c * pixels, pixels);
            for (int p = 0; p < channel.Length; p++) last[p * channels + c] = channel[p];
        }
    }

    private static ValueStream<float> Stream(ImmutableArray<float> values)
    {
        int done = 0;
        return span =>
        {
            values.AsSpan(done, span.Length).CopyTo(span);
            done += span.Length;
        };
    }

    private static ValueStream<float> Scaled(ValueStream<float> stream, float factor) => span =>
    {
        stream(span);
        foreach (ref float value in span) value *= factor;
    };

    private static float[] Turn(float[] values, int rows, int columns)
    {
        const int Block = 32;
        var turned = new float[values.Length];
        for (int r0 = 0; r0 < rows; r0 += Block)
            for (int c0 = 0; c0 < columns; c0 += Block)
                for (int r = r0; r < Math.Min(r0 + Block, rows); r++)
                    for (int c = c0; c < Math.Min(c0 + Block, columns); c++)
                        turned[c * rows + r] = values[r * columns + c];
        return turned;
    }
}
