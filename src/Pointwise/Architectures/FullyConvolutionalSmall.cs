using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>
/// A backbone for segmentation on few processors, trained from drawn weights: the modules of the small Inception (arXiv:1611.03530, figure 3) at
/// strides of 4, 8 and 16, each stage joining a 3x3/2 and a max pool/2.
/// </summary>
internal static class FullyConvolutionalSmall
{
    private static readonly InceptionModule Inception = new(ConvBatchNormRelu);

    private static Window Halving => Window.Square(3, 2, 1);

    /// <summary>The maps of strides 16, 8 and 4.</summary>
    /// <param name="x">Pictures, [N,C,H,W].</param>
    public static IReadOnlyList<PlacedMap> Maps(Value x)
    {
        x = ConvBatchNormRelu(x, "conv1", 32, Halving);
        x = ConvBatchNormRelu(x, "conv2", 32, Window.Square(3, padding: 1));
        x = Downsample(x, "downsample_1", 48);
        Value fourth = x = Module(x, "inception_1", 32, 64);
        x = Downsample(x, "downsample_2", 64);
        x = Module(x, "inception_2a", 64, 64);
        Value eighth = x = Module(x, "inception_2b", 64, 96);
        x = Downsample(x, "downsample_3", 96);
        x = Module(x, "inception_3a", 96, 96);
        x = Module(x, "inception_3b", 96, 96);
        x = Module(x, "inception_3c", 128, 128);
        return [new(x, 16, 0), new(eighth, 8, 0), new(fourth, 4, 0)];
    }

    private static Value Module(Value x, string name, int one, int three) => Inception.Apply(x, name, new InceptionWidths(one, 0, three, 0, 0, null));

    private static Value Downsample(Value x, string name, int filters)
    {
        using IDisposable scope = x.Builder.Scope(name);
        return Value.Concat("output", ConvBatchNormRelu(x, "3x3", filters, Halving), x.MaxPool("pool", Halving));
    }
}
