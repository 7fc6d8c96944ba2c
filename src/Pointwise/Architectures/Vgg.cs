using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>VGG-16 (arXiv:1409.1556, configuration D) as torchvision has it, parameter names to the letter: 3x3 convolutions and halving pools.</summary>
internal static class Vgg
{
    private const int Hidden = 4096, LastSide = 7;

    private static readonly (int Filters, int Depth)[] Stages = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)];

    /// <summary>[N,C,H,W] gives the scores [N,classes]; 224x224x3 in the paper.</summary>
    /// <param name="x">Pictures of at least 32x32.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        using (x.Builder.Scope("features"))
        {
            // torchvision counts a convolution's ReLU as a layer of its own
            int layer = 0;
            foreach ((int filters, int depth) in Stages)
            {
                for (int i = 0; i < depth; i++, layer += 2) x = ConvRelu(x, $"{layer}", filters, Window.Square(3, padding: 1));
                x = x.MaxPool($"{layer++}", Window.Square(2, 2));
            }
        }

        x = x.AdaptiveAveragePool("avgpool", LastSide, LastSide).Flatten("flatten");
        using IDisposable scope = x.Builder.Scope("classifier");
        x = x.Linear("0", Hidden, activation: Activation.Relu).Dropout("2", 0.5f);
        x = x.Linear("3", Hidden, activation: Activation.Relu).Dropout("5", 0.5f);
        return x.Linear("6", classes);
    }
}
