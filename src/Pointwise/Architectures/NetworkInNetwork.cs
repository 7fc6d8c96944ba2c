using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>
/// Network in Network for CIFAR-10 (arXiv:1312.4400, section 4): three blocks of a convolution and two 1x1, each pixel's small fully
/// connected network; the last 1x1 gives one map a class, whose mean is the score. No batch normalisation; the scores are not rectified,
/// so that no class can fall silent.
/// </summary>
internal static class NetworkInNetwork
{
    /// <summary>[N,C,H,W] gives the scores [N,classes]; 32x32x3 in the paper.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        x = Block(x, "block1", Window.Square(5, padding: 2), 192, 160, 96);
        x = x.MaxPool("pool1", Halving).Dropout("dropout1", 0.5f);
        x = Block(x, "block2", Window.Square(5, padding: 2), 192, 192, 192);
        x = x.MaxPool("pool2", Halving).Dropout("dropout2", 0.5f);
        using (x.Builder.Scope("block3"))
        {
            x = ConvRelu(x, "conv", 192, Window.Square(3, padding: 1));
            x = ConvRelu(x, "mlp1", 192, Window.Square(1));
            x = x.Conv2D("mlp2", classes, Window.Square(1));
        }

        return x.GlobalAveragePool("pool3").Flatten("flatten");
    }

    private static Window Halving => Window.Square(3, 2, ceilMode: true);

    private static Value Block(Value x, string name, Window window, int filters, int first, int second)
    {
        using IDisposable scope = x.Builder.Scope(name);
        x = ConvRelu(x, "conv", filters, window);
        x = ConvRelu(x, "mlp1", first, Window.Square(1));
        return ConvRelu(x, "mlp2", second, Window.Square(1));
    }
}
