using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.GoogLeNetTable;

namespace Pointwise.Architectures;

/// <summary>
/// GoogLeNet as torchvision has it: batch normalisation instead of biases and response normalisation, parameter names to the letter.
/// Its "5x5" branch is a 3x3: an old mistake that the published weights keep.
/// </summary>
internal static class GoogLeNetBatchNorm
{
    private static readonly InceptionModule Inception = new(Units.ConvBatchNormRelu)
    {
        Names = InceptionNames.Torchvision,
        Largest = Window.Square(3, padding: 1),
        Pool = Window.Square(3, padding: 1, ceilMode: true),
    };

    /// <summary>[N,C,H,W] gives the main classifier's scores [N,classes]; 224x224x3 where the weights were trained.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Where the auxiliary classifiers go; null for none.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        x = Units.ConvBatchNormRelu(x, "conv1", 64, Window.Square(7, 2, 3));
        x = x.MaxPool("maxpool1", Halving);
        x = Units.ConvBatchNormRelu(x, "conv2", 64, Window.Square(1));
        x = Units.ConvBatchNormRelu(x, "conv3", 192, Window.Square(3, padding: 1));
        x = x.MaxPool("maxpool2", Halving);
        x = Inception.Apply(x, "inception3a", Module3A);
        x = Inception.Apply(x, "inception3b", Module3B);
        x = x.MaxPool("maxpool3", Halving);
        x = Inception.Apply(x, "inception4a", Module4A);
        heads?.Invoke("aux1", Auxiliary(x, "aux1", classes));
        x = Inception.Apply(x, "inception4b", Module4B);
        x = Inception.Apply(x, "inception4c", Module4C);
        x = Inception.Apply(x, "inception4d", Module4D);
        heads?.Invoke("aux2", Auxiliary(x, "aux2", classes));
        x = Inception.Apply(x, "inception4e", Module4E);
        x = x.MaxPool("maxpool4", Window.Square(2, 2, ceilMode: true));
        x = Inception.Apply(x, "inception5a", Module5A);
        x = Inception.Apply(x, "inception5b", Module5B);
        x = x.GlobalAveragePool("avgpool").Flatten("flatten").Dropout("dropout", 0.2f);
        return x.Linear("fc", classes);
    }

    private static Window Halving => Window.Square(3, 2, ceilMode: true);

    private static Value Auxiliary(Value x, string name, int classes)
    {
        using IDisposable scope = x.Builder.Scope(name);
        x = Units.ConvBatchNormRelu(x.AdaptiveAveragePool("pool", 4, 4), "conv", 128, Window.Square(1));
        x = x.Flatten("flatten").Linear("fc1", 1024, activation: Activation.Relu);
        return x.Dropout("dropout", 0.7f).Linear("fc2", classes);
    }
}
