using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>A convolution of a real network with memory to run it: forward and both gradients.</summary>
internal sealed class Layer : IDisposable
{
    private readonly Conv2D convolution;
    private readonly Workers workers;
    private readonly List<IDisposable> owned = [];
    private readonly Rows[] inputs, parameters, inputGradients, weightGradients;
    private readonly Rows output, outputGradient, prepared;

    public Layer(LayerSize size, Workers workers, int batch = 1)
    {
        this.workers = workers;
        convolution = new Conv2D(size.Filters, Window.Square(size.Kernel, size.Stride, size.Padding), Activation: Activation.Relu);
        var shape = new Shape(batch, size.Channels, size.Height, size.Height);
        MultiplyAdds = convolution.MultiplyAdds(shape);
        inputs = [Random(shape, 1)];
        inputGradients = [Random(shape, 2)];
        Shape result = convolution.OutputShape(shape);
        (output, outputGradient) = (Random(result, 3), Random(result, 4));
        IReadOnlyList<ParameterSpec> specs = convolution.Parameters(shape);
        parameters = [.. specs.Select((spec, i) => Random(spec.Shape, (ulong)i + 5))];
        weightGradients = [Random(specs[0].Shape, 7), default];
        prepared = Random(new Shape((int)convolution.PreparedFloats([shape], workers.Width)), 8);
        convolution.Prepare(Pass);
    }

    public long MultiplyAdds { get; }

    private ForwardPass Pass => new()
    {
        Inputs = inputs, Output = output, Parameters = parameters, Prepared = prepared, Saved = default, Workers = workers, Training = false, Random = default,
    };

    public void Forward() => convolution.Forward(Pass);

    public void InputGradient() => Backward(inputGradients, [default, default]);

    public void WeightGradient() => Backward([default], weightGradients);

    public void Dispose() => owned.ForEach(o => o.Dispose());

    private void Backward(ReadOnlySpan<Rows> toInputs, ReadOnlySpan<Rows> toParameters) => (convolution with { Activation = Activation.None }).Backward(new BackwardPass
    {
        Inputs = inputs, Output = output, Parameters = parameters, Saved = default, OutputGradient = outputGradient,
        InputGradients = toInputs, Accumulate = [false], ParameterGradients = toParameters, Workers = workers,
    });

    private Rows Random(Shape shape, ulong stream)
    {
        var tensor = new Tensor(shape);
        owned.Add(tensor);
        var random = new RandomStream(1, stream);
        Span<float> values = tensor.Values;
        for (int i = 0; i < values.Length; i++) values[i] = random.Uniform(i) - 0.5f;
        return Rows.Of(tensor);
    }
}

/// <summary>A convolution's size: height x height x channels to filters.</summary>
public sealed record LayerSize(string Name, int Height, int Channels, int Filters, int Kernel, int Stride = 1, int Padding = 0)
{
    /// <summary>The layers that the targets are set on.</summary>
    public static LayerSize[] All { get; } =
    [
        new("1x1 28x28x256->64", 28, 256, 64, 1),
        new("1x1 14x14x512->160", 14, 512, 160, 1),
        new("1x1 56x56x64->64", 56, 64, 64, 1),
        new("1x1 7x7x832->384", 7, 832, 384, 1),
        new("3x3 3a 28x28x96->128", 28, 96, 128, 3, 1, 1),
        new("3x3 4e 14x14x160->320", 14, 160, 320, 3, 1, 1),
        new("3x3 5b 7x7x192->384", 7, 192, 384, 3, 1, 1),
        new("5x5 3a 28x28x16->32", 28, 16, 32, 5, 1, 2),
        new("5x5 4e 14x14x32->128", 14, 32, 128, 5, 1, 2),
        new("5x5 5b 7x7x48->128", 7, 48, 128, 5, 1, 2),
        new("3x3 conv2 56x56x64->192", 56, 64, 192, 3, 1, 1),
        new("3x3 3b 28x28x128->192", 28, 128, 192, 3, 1, 1),
        new("7x7/2 stem 224x224x3->64", 224, 3, 64, 7, 2, 3),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
