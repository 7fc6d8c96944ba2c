using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>
/// The small Inception of "Understanding deep learning requires rethinking generalization" (arXiv:1611.03530, figure 3):
/// modules of a 1x1 beside a 3x3, and twice a 3x3/2 beside a max pool/2. From 64 pixels on, a stem of 5x5/2 and max pool/2 stands before it.
/// </summary>
internal static class SmallInception
{
    /// <summary>Pixels of the shorter side from which on the stem stands before the network.</summary>
    public const int StemFrom = 64;

    private static readonly InceptionModule Inception = new(ConvBatchNormRelu);

    /// <summary>[N,C,H,W] gives the scores [N,classes]; 28x28x3 in the paper.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        if (Math.Min(x.Shape.H, x.Shape.W) >= StemFrom)
        {
            x = ConvBatchNormRelu(x, "stem", 32, Window.Square(5, 2, 2));
            x = x.MaxPool("stem_pool", Halving);
        }

        x = ConvBatchNormRelu(x, "conv1", 96, Window.Square(3, padding: 1));
        x = Module(x, "inception_1a", 32, 32);
        x = Module(x, "inception_1b", 32, 48);
        x = Downsample(x, "downsample_1", 80);
        x = Module(x, "inception_2a", 112, 48);
        x = Module(x, "inception_2b", 96, 64);
        x = Module(x, "inception_2c", 80, 80);
        x = Module(x, "inception_2d", 48, 96);
        x = Downsample(x, "downsample_2", 96);
        x = Module(x, "inception_3a", 176, 160);
        x = Module(x, "inception_3b", 176, 160);
        return x.GlobalAveragePool("pool").Flatten("flatten").Linear("linear", classes);
    }

    private static Window Halving => Window.Square(3, 2, 1);

    private static Value Module(Value x, string name, int one, int three) =>
        Inception.Apply(x, name, new InceptionWidths(one, 0, three, 0, 0, null));

    private static Value Downsample(Value x, string name, int filters)
    {
        using IDisposable scope = x.Builder.Scope(name);
        return Value.Concat("output", ConvBatchNormRelu(x, "3x3", filters, Halving), x.MaxPool("pool", Halving));
    }
}
