using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>
/// Residual networks (arXiv:1512.03385) as torchvision has them, parameter names to the letter: blocks of two 3x3, or bottlenecks
/// 1x1 - 3x3 - 1x1 whose stride is in the 3x3. A shortcut that changes the extent or the channels is a 1x1 of its own.
/// </summary>
internal static class ResNet
{
    private const int Expansion = 4;

    /// <summary>ResNet-18: [N,C,H,W] gives the scores [N,classes]; 224x224x3 where the weights were trained.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply18(Value x, int classes, HeadTaker? heads) => Apply(x, classes, Basic, [2, 2, 2, 2]);

    /// <summary>ResNet-50: [N,C,H,W] gives the scores [N,classes]; 224x224x3 where the weights were trained.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply50(Value x, int classes, HeadTaker? heads) => Apply(x, classes, Bottleneck, [3, 4, 6, 3]);

    private delegate Value Block(Value x, int width, int stride);

    private static Value Apply(Value x, int classes, Block block, ReadOnlySpan<int> depths)
    {
        x = Unit(x, "conv1", "bn1", 64, Window.Square(7, 2, 3));
        x = x.MaxPool("maxpool", Window.Square(3, 2, 1));
        for (int stage = 0; stage < depths.Length; stage++)
        {
            using IDisposable layer = x.Builder.Scope($"layer{stage + 1}");
            for (int i = 0; i < depths[stage]; i++)
            {
                using IDisposable scope = x.Builder.Scope($"{i}");
                x = block(x, 64 << stage, stage > 0 && i == 0 ? 2 : 1);
            }
        }

        return x.GlobalAveragePool("avgpool").Flatten("flatten").Linear("fc", classes);
    }

    private static Value Basic(Value x, int width, int stride)
    {
        Value y = Unit(x, "conv1", "bn1", width, Window.Square(3, stride, 1));
        y = Unit(y, "conv2", "bn2", width, Window.Square(3, padding: 1), Activation.None);
        return y.Add("add", Shortcut(x, width, stride), Activation.Relu);
    }

    private static Value Bottleneck(Value x, int width, int stride)
    {
        Value y = Unit(x, "conv1", "bn1", width, Window.Square(1));
        y = Unit(y, "conv2", "bn2", width, Window.Square(3, stride, 1));
        y = Unit(y, "conv3", "bn3", width * Expansion, Window.Square(1), Activation.None);
        return y.Add("add", Shortcut(x, width * Expansion, stride), Activation.Relu);
    }

    private static Value Shortcut(Value x, int channels, int stride) =>
        stride == 1 && x.Shape.C == channels ? x : Unit(x, "downsample.0", "downsample.1", channels, Window.Square(1, stride), Activation.None);

    private static Value Unit(Value x, string convolution, string norm, int filters, Window window, Activation activation = Activation.Relu) =>
        x.Conv2D(convolution, filters, window, bias: false).BatchNorm(norm, activation: activation);
}
