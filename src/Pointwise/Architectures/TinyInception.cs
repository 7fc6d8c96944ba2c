using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>
/// A tiny Inception network for grey pictures of 28x28: a stem and three modules with reductions at 14x14, 7x7 and 3x3 pixels,
/// small enough to train on MNIST in minutes on a processor.
/// </summary>
internal static class TinyInception
{
    private static readonly InceptionModule Inception = new(ConvBatchNormRelu);

    /// <summary>[N,C,H,W] gives the scores [N,classes]; made for 28x28x1.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        x = ConvBatchNormRelu(x, "conv1", 16, Window.Square(5, padding: 2));
        x = x.MaxPool("pool1", Halving);
        x = Inception.Apply(x, "inception_1", new(16, 16, 32, 16, 16, 16));
        x = x.MaxPool("pool2", Halving);
        x = Inception.Apply(x, "inception_2", new(32, 32, 64, 16, 32, 32));
        x = x.MaxPool("pool3", Halving);
        x = Inception.Apply(x, "inception_3", new(64, 48, 96, 16, 48, 48));
        return x.GlobalAveragePool("pool4").Flatten("flatten").Dropout("dropout", 0.2f).Linear("linear", classes);
    }

    private static Window Halving => Window.Square(3, 2, ceilMode: true);
}
