using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>MobileNet v1 (arXiv:1704.04861, table 1): a 3x3 of every channel by itself, then a 1x1 over all channels; each with batch norm and ReLU.</summary>
internal static class MobileNet
{
    private static readonly (int Filters, int Stride)[] Blocks =
    [
        (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
    ];

    /// <summary>[N,C,H,W] gives the scores [N,classes]; 224x224x3 in the paper.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        x = ConvBatchNormRelu(x, "conv1", 32, Window.Square(3, 2, 1));
        int number = 1;
        foreach ((int filters, int stride) in Blocks)
        {
            using IDisposable scope = x.Builder.Scope($"block{number++}");
            x = Depthwise(x, "depthwise", Window.Square(3, stride, 1));
            x = ConvBatchNormRelu(x, "pointwise", filters, Window.Square(1));
        }

        return x.GlobalAveragePool("avgpool").Flatten("flatten").Linear("fc", classes);
    }

    private static Value Depthwise(Value x, string name, Window window)
    {
        using IDisposable scope = x.Builder.Scope(name);
        return x.Conv2D("conv", x.Shape.C, window, groups: x.Shape.C, bias: false).BatchNorm("bn", InceptionEpsilon, activation: Activation.Relu);
    }
}
