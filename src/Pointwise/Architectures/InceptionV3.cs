using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.InceptionV3Modules;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>Inception v3 (arXiv:1512.00567) as torchvision has it, parameter names to the letter.</summary>
internal static class InceptionV3
{
    /// <summary>[N,C,H,W] gives the main classifier's scores [N,classes]; 299x299x3 where the weights were trained.</summary>
    /// <param name="x">Pictures of at least 75x75.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Where the auxiliary classifier goes; null for none.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        x = Maps(x, padding: 0, map => heads?.Invoke("aux1", Auxiliary(map, "AuxLogits", classes)))[0].Map;
        return x.GlobalAveragePool("avgpool").Dropout("dropout", 0.5f).Flatten("flatten").Linear("fc", classes);
    }

    /// <summary>
    /// The last maps of strides 32, 16 and 8: behind Mixed_7c, Mixed_6e and Mixed_5d. Every window is padded, so that each map reaches the
    /// picture's ends and halves rounding up, its values on every second of the map before.
    /// </summary>
    /// <param name="x">Pictures.</param>
    public static IReadOnlyList<PlacedMap> Maps(Value x) => Maps(x, padding: 1, null);

    /// <param name="x">Pictures.</param>
    /// <param name="padding">Pixels around the 3x3 windows that the paper leaves unpadded; strides of maps hold for 1.</param>
    /// <param name="auxiliary">Takes the map that the auxiliary classifier reads.</param>
    private static PlacedMap[] Maps(Value x, int padding, Action<Value>? auxiliary)
    {
        x = Stem(x, padding);
        x = ModuleA(x, "Mixed_5b", 32);
        x = ModuleA(x, "Mixed_5c", 64);
        Value eighth = x = ModuleA(x, "Mixed_5d", 64);
        x = ReductionB(x, "Mixed_6a", padding);
        x = ModuleC(x, "Mixed_6b", 128);
        x = ModuleC(x, "Mixed_6c", 160);
        x = ModuleC(x, "Mixed_6d", 160);
        Value sixteenth = x = ModuleC(x, "Mixed_6e", 192);
        auxiliary?.Invoke(x);
        x = ReductionD(x, "Mixed_7a", padding);
        x = ModuleE(x, "Mixed_7b");
        x = ModuleE(x, "Mixed_7c");
        return [new(x, 32, 0), new(sixteenth, 16, 0), new(eighth, 8, 0)];
    }

    private static Value Stem(Value x, int padding)
    {
        x = ConvBatchNormRelu(x, "Conv2d_1a_3x3", 32, Window.Square(3, 2, padding));
        x = ConvBatchNormRelu(x, "Conv2d_2a_3x3", 32, Window.Square(3, padding: padding));
        x = ConvBatchNormRelu(x, "Conv2d_2b_3x3", 64, Window.Square(3, padding: 1));
        x = x.MaxPool("maxpool1", Window.Square(3, 2, padding));
        x = ConvBatchNormRelu(x, "Conv2d_3b_1x1", 80, Window.Square(1));
        x = ConvBatchNormRelu(x, "Conv2d_4a_3x3", 192, Window.Square(3, padding: padding));
        return x.MaxPool("maxpool2", Window.Square(3, 2, padding));
    }

    private static Value Auxiliary(Value x, string name, int classes)
    {
        using IDisposable scope = x.Builder.Scope(name);
        x = ConvBatchNormRelu(x.AveragePool("pool", Window.Square(5, 3)), "conv0", 128, Window.Square(1));
        x = ConvBatchNormRelu(x, "conv1", 768, Window.Square(5));
        return x.GlobalAveragePool("avgpool").Flatten("flatten").Linear("fc", classes);
    }
}
