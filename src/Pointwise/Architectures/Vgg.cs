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
        x = Features(x, ceilMode: false)[^1];
        x = x.AdaptiveAveragePool("avgpool", LastSide, LastSide).Flatten("flatten");
        using IDisposable scope = x.Builder.Scope("classifier");
        x = x.Linear("0", Hidden, activation: Activation.Relu).Dropout("2", 0.5f);
        x = x.Linear("3", Hidden, activation: Activation.Relu).Dropout("5", 0.5f);
        return x.Linear("6", classes);
    }

    /// <summary>
    /// The maps of strides 32, 16 and 8: behind the fully connected layers, which are convolutions here, and behind pools 4 and 3 (arXiv:1411.4038,
    /// section 4.1). Pools are in ceil mode, as Caffe's are, so that enlarged maps reach the picture's end.
    /// </summary>
    /// <param name="x">Pictures.</param>
    public static IReadOnlyList<PlacedMap> Maps(Value x)
    {
        Value[] pools = Features(x, ceilMode: true);
        using IDisposable scope = x.Builder.Scope("classifier");
        Value last = ConvRelu(pools[4], "0", Hidden, Window.Square(LastSide, padding: LastSide / 2)).Dropout("2", 0.5f);
        last = ConvRelu(last, "3", Hidden, Window.Square(1)).Dropout("5", 0.5f);
        return [new(last, 32, 15.5), new(pools[3], 16, 7.5, 0.1f), new(pools[2], 8, 3.5, 0.1f)];
    }

    /// <summary>The five pools.</summary>
    private static Value[] Features(Value x, bool ceilMode)
    {
        using IDisposable scope = x.Builder.Scope("features");
        var pools = new List<Value>(Stages.Length);
        // torchvision counts a convolution's ReLU as a layer of its own
        int layer = 0;
        foreach ((int filters, int depth) in Stages)
        {
            for (int i = 0; i < depth; i++, layer += 2) x = ConvRelu(x, $"{layer}", filters, Window.Square(3, padding: 1));
            pools.Add(x = x.MaxPool($"{layer++}", Window.Square(2, 2, ceilMode: ceilMode)));
        }

        return [.. pools];
    }
}
