using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;

namespace Pointwise.Tests.Inference.Dense;

/// <summary>Small classifiers, with padding and without, and pictures for them.</summary>
internal static class SlidingNetworks
{
    public static Preprocessing Plain { get; } = new() { Scale = 1f / 255, Mean = [0.5f] };

    /// <summary>No padding anywhere: 12x12 pictures, a fully connected layer over a map, stride 2.</summary>
    public static Model Unpadded()
    {
        var b = new GraphBuilder("unpadded");
        Value x = b.Input(new Shape(1, 3, 12, 12)).Conv2D("conv", 8, Window.Square(3), activation: Activation.Relu).MaxPool("pool", Window.Square(2, stride: 2));
        b.Head("main", x.Flatten("flat").Linear("hidden", 9, activation: Activation.Relu).Linear("fc", 5));
        return ModelOf(b);
    }

    /// <summary>Padding by numbers, by a rule and by a cut-off last window: 24x24 pictures, stride 4, a mean over the map.</summary>
    public static Model Padded()
    {
        var b = new GraphBuilder("padded");
        Value x = b.Input(new Shape(1, 3, 24, 24)).Conv2D("conv1", 8, Window.Square(3, padding: 1), activation: Activation.Relu).MaxPool("pool1", Window.Square(3, stride: 2, ceilMode: true));
        Value left = x.Conv2D("left", 6, Window.Square(3, padding: 1), activation: Activation.Relu), right = x.Conv2D("right", 4, Window.Square(5, padding: 2), activation: Activation.Relu);
        x = Value.Concat("join", left, right).Conv2D("conv2", 10, Window.Square(3, stride: 2) with { Padding = PaddingRule.SameUpper });
        b.Head("main", x.GlobalAveragePool("mean").Flatten("flat").Linear("fc", 5).Softmax("softmax"));
        return ModelOf(b);
    }

    /// <summary>Every pixel different, the same for a seed.</summary>
    public static Picture Picture(int height, int width, ulong seed = 1)
    {
        byte[] pixels = [.. Formula.Noise(seed, (long)height * width * 3).Select(v => (byte)(128 + 120 * v))];
        return new Picture(height, width, 3, pixels);
    }

    /// <summary>A part of a picture.</summary>
    public static Picture Cut(Picture picture, int top, int left, int height, int width)
    {
        var pixels = new byte[height * width * 3];
        for (int y = 0; y < height; y++) picture.Pixels.Span.Slice(((top + y) * picture.Width + left) * 3, width * 3).CopyTo(pixels.AsSpan(y * width * 3));
        return new Picture(height, width, 3, pixels);
    }

    /// <summary>The scores of a picture of the network's own size, before the softmax.</summary>
    public static float[] ScoresOf(Session session, Picture picture)
    {
        float[] values = [.. picture.Pixels.ToArray().Select(v => v / 255f - 0.5f)];
        session.Run(values);
        return session.Output().ToArray();
    }

    /// <summary>The largest difference as a part of the largest value.</summary>
    public static double Away(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        double largest = 0, away = 0;
        for (int i = 0; i < expected.Length; i++) (largest, away) = (Math.Max(largest, Math.Abs(expected[i])), Math.Max(away, Math.Abs((double)found[i] - expected[i])));
        return away / largest;
    }

    private static Model ModelOf(GraphBuilder builder)
    {
        Graph graph = builder.Build();
        return new Model(graph, Formula.Parameters(graph)) { Preprocessing = Plain, Labels = ["a", "b", "c", "d", "e"] };
    }
}
