using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Architectures;

/// <summary>
/// The residual networks for CIFAR-10 of arXiv:1512.03385, section 4.2: three stages of blocks of two 3x3. A shortcut without parameters (option A)
/// leads past a stage's first block: every second pixel, and channels of zeros before and behind.
/// </summary>
internal static class ResNetCifar
{
    private const int Width = 16;
    private const int Stages = 3;

    /// <summary>ResNet-20: [N,C,H,W] gives the scores [N,classes]; 32x32x3 where the weights were trained.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply20(Value x, int classes, HeadTaker? heads) => Apply(x, classes, blocks: 3);

    private static Value Apply(Value x, int classes, int blocks)
    {
        x = Unit(x, "1", Width, 1, Activation.Relu);
        for (int stage = 0; stage < Stages; stage++)
        {
            using IDisposable layer = x.Builder.Scope($"layer{stage + 1}");
            for (int i = 0; i < blocks; i++)
            {
                using IDisposable scope = x.Builder.Scope($"{i}");
                x = Block(x, Width << stage, stage > 0 && i == 0 ? 2 : 1);
            }
        }

        return x.GlobalAveragePool("avgpool").Flatten("flatten").Linear("linear", classes);
    }

    private static Value Block(Value x, int width, int stride)
    {
        Value y = Unit(x, "1", width, stride, Activation.Relu);
        y = Unit(y, "2", width, 1, Activation.None);
        return y.Add("add", stride == 1 ? x : Shortcut(x, width, stride), Activation.Relu);
    }

    private static Value Shortcut(Value x, int width, int stride)
    {
        long before = (width - x.Shape.C) / 2, after = width - x.Shape.C - before;
        Value pads = x.Builder.Add("shortcut.pads", new Constant(Literal.Of(new Shape(8), [0, before, 0, 0, 0, after, 0, 0])));
        return x.Builder.Add("shortcut", new Pad(), x.AveragePool("shortcut.pixels", Window.Square(1, stride)), pads);
    }

    private static Value Unit(Value x, string number, int filters, int stride, Activation activation) =>
        x.Conv2D($"conv{number}", filters, Window.Square(3, stride, 1), bias: false).BatchNorm($"bn{number}", activation: activation);
}
