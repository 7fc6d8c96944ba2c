using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.GoogLeNetTable;

namespace Pointwise.Architectures;

/// <summary>
/// GoogLeNet as "Going deeper with convolutions" (arXiv:1409.4842) has it: biases, local response normalisation, pools in ceil mode,
/// two auxiliary classifiers. Caffe's bvlc_googlenet is this network.
/// </summary>
internal static class GoogLeNet
{
    private static readonly InceptionModule Inception = new(Units.ConvRelu);

    /// <summary>[N,C,H,W] gives the main classifier's scores [N,classes]; 224x224x3 in the paper.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Where the auxiliary classifiers of section 5 go; null for none.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        x = Maps(x, (map, name) => heads?.Invoke(name, Auxiliary(map, name, classes)))[0].Map;
        x = x.GlobalAveragePool("pool5").Dropout("dropout", 0.4f);
        return x.Flatten("flatten").Linear("linear", classes);
    }

    /// <summary>
    /// The last maps of strides 32, 16 and 8: behind modules 5b, 4e and 3b. Pools in ceil mode begin at the first pixel, so each is centred one
    /// value further than the one before.
    /// </summary>
    /// <param name="x">Pictures.</param>
    public static IReadOnlyList<PlacedMap> Maps(Value x) => Maps(x, null);

    private static PlacedMap[] Maps(Value x, Action<Value, string>? auxiliary)
    {
        x = Units.ConvRelu(x, "conv1", 64, Window.Square(7, 2, 3));
        x = x.MaxPool("pool1", Halving).LocalResponseNorm("norm1");
        x = Units.ConvRelu(x, "conv2_reduce", 64, Window.Square(1));
        x = Units.ConvRelu(x, "conv2", 192, Window.Square(3, padding: 1));
        x = x.LocalResponseNorm("norm2").MaxPool("pool2", Halving);
        x = Inception.Apply(x, "inception_3a", Module3A);
        Value eighth = x = Inception.Apply(x, "inception_3b", Module3B);
        x = x.MaxPool("pool3", Halving);
        x = Inception.Apply(x, "inception_4a", Module4A);
        auxiliary?.Invoke(x, "aux1");
        x = Inception.Apply(x, "inception_4b", Module4B);
        x = Inception.Apply(x, "inception_4c", Module4C);
        x = Inception.Apply(x, "inception_4d", Module4D);
        auxiliary?.Invoke(x, "aux2");
        Value sixteenth = x = Inception.Apply(x, "inception_4e", Module4E);
        x = x.MaxPool("pool4", Halving);
        x = Inception.Apply(x, "inception_5a", Module5A);
        x = Inception.Apply(x, "inception_5b", Module5B);
        // of the trained network on photographs, the root mean squares of these maps are 2, 6 and 19
        return [new(x, 32, 30, 0.25f), new(sixteenth, 16, 14, 0.1f), new(eighth, 8, 6, 0.03f)];
    }

    private static Window Halving => Window.Square(3, 2, ceilMode: true);

    private static Value Auxiliary(Value x, string name, int classes)
    {
        using IDisposable scope = x.Builder.Scope(name);
        x = Units.ConvRelu(x.AveragePool("pool", Window.Square(5, 3, ceilMode: true)), "conv", 128, Window.Square(1));
        x = x.Flatten("flatten").Linear("fc", 1024, activation: Activation.Relu);
        return x.Dropout("dropout", 0.7f).Linear("linear", classes);
    }
}
