using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>
/// DenseNet-121 (arXiv:1608.06993) as torchvision has it, parameter names to the letter: every layer reads all that came before it in its block,
/// through batch normalisation, ReLU and a 1x1 bottleneck of four times the growth; transitions halve channels and extent.
/// A block's results lie side by side in the rows of its last concatenation, so that nothing is copied.
/// </summary>
internal static class DenseNet
{
    private const int Growth = 32, BottleneckFactor = 4;

    private static ReadOnlySpan<int> Depths => [6, 12, 24, 16];

    /// <summary>[N,C,H,W] gives the scores [N,classes]; 224x224x3 where the weights were trained.</summary>
    /// <param name="x">Pictures of at least 29x29.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        using (x.Builder.Scope("features"))
        {
            x = x.Conv2D("conv0", 2 * Growth, Window.Square(7, 2, 3), bias: false).BatchNorm("norm0", activation: Activation.Relu);
            x = x.MaxPool("pool0", Window.Square(3, 2, 1));
            for (int block = 1; block <= Depths.Length; block++)
            {
                x = Block(x, $"denseblock{block}", Depths[block - 1]);
                if (block < Depths.Length) x = Transition(x, $"transition{block}");
            }

            x = x.BatchNorm("norm5", activation: Activation.Relu);
        }

        return x.GlobalAveragePool("avgpool").Flatten("flatten").Linear("classifier", classes);
    }

    private static Value Block(Value x, string name, int layers)
    {
        using IDisposable scope = x.Builder.Scope(name);
        for (int i = 1; i <= layers; i++) x = Value.Concat($"concat{i}", x, Layer(x, $"denselayer{i}"));
        return x;
    }

    private static Value Layer(Value x, string name)
    {
        using IDisposable scope = x.Builder.Scope(name);
        x = x.BatchNorm("norm1", activation: Activation.Relu).Conv2D("conv1", BottleneckFactor * Growth, Window.Square(1), bias: false);
        return x.BatchNorm("norm2", activation: Activation.Relu).Conv2D("conv2", Growth, Window.Square(3, padding: 1), bias: false);
    }

    private static Value Transition(Value x, string name)
    {
        using IDisposable scope = x.Builder.Scope(name);
        x = x.BatchNorm("norm", activation: Activation.Relu).Conv2D("conv", x.Shape.C / 2, Window.Square(1), bias: false);
        return x.AveragePool("pool", Window.Square(2, 2));
    }
}
