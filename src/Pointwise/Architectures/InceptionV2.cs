using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>
/// GoogLeNet with batch normalisation as arXiv:1502.03167 has it (figure 5 of its appendix), later called Inception v2: two 3x3 in the place of
/// the 5x5, means instead of maxima in most branch pools, and modules of stride 2 in the place of pools between modules. Widths are those of
/// TensorFlow-Slim, the authors' own; Caffe's replica has pool projections of 128 in 4c and 4d.
/// </summary>
internal static class InceptionV2
{
    /// <summary>[N,C,H,W] gives the scores [N,classes]; 224x224x3 in the paper.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply(Value x, int classes, HeadTaker? heads)
    {
        x = ConvBatchNormRelu(x, "conv1", 64, Window.Square(7, 2, 3));
        x = x.MaxPool("pool1", Halving);
        x = ConvBatchNormRelu(x, "conv2_reduce", 64, Window.Square(1));
        x = ConvBatchNormRelu(x, "conv2", 192, Window.Square(3, padding: 1));
        x = x.MaxPool("pool2", Halving);
        x = Module(x, "inception_3a", 64, 64, 64, 64, 96, 32);
        x = Module(x, "inception_3b", 64, 64, 96, 64, 96, 64);
        x = Reduction(x, "inception_3c", 128, 160, 64, 96);
        x = Module(x, "inception_4a", 224, 64, 96, 96, 128, 128);
        x = Module(x, "inception_4b", 192, 96, 128, 96, 128, 128);
        x = Module(x, "inception_4c", 160, 128, 160, 128, 160, 96);
        x = Module(x, "inception_4d", 96, 128, 192, 160, 192, 96);
        x = Reduction(x, "inception_4e", 128, 192, 192, 256);
        x = Module(x, "inception_5a", 352, 192, 320, 160, 224, 128);
        x = Module(x, "inception_5b", 352, 192, 320, 192, 224, 128, maximum: true);
        return x.GlobalAveragePool("pool5").Flatten("flatten").Linear("linear", classes);
    }

    private static Window Halving => Window.Square(3, 2, ceilMode: true);

    private static Value Module(Value x, string name, int one, int threeReduce, int three, int doubleReduce, int doubled, int projection, bool maximum = false)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Window around = Window.Square(3, padding: 1);
        Value first = One(x, "1x1", one);
        Value second = Three(One(x, "3x3_reduce", threeReduce), "3x3", three);
        Value third = Three(Three(One(x, "double3x3_reduce", doubleReduce), "double3x3a", doubled), "double3x3b", doubled);
        Value pooled = maximum ? x.MaxPool("pool", around) : x.AveragePool("pool", around, countPadding: true);
        return Value.Concat("output", first, second, third, One(pooled, "pool_proj", projection));
    }

    /// <summary>Halves the extent; the largest values under the pool pass through as they are.</summary>
    private static Value Reduction(Value x, string name, int threeReduce, int three, int doubleReduce, int doubled)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Value first = Three(One(x, "3x3_reduce", threeReduce), "3x3", three, 2);
        Value second = Three(Three(One(x, "double3x3_reduce", doubleReduce), "double3x3a", doubled), "double3x3b", doubled, 2);
        return Value.Concat("output", first, second, x.MaxPool("pool", Window.Square(3, 2, 1)));
    }

    private static Value One(Value x, string name, int filters) => ConvBatchNormRelu(x, name, filters, Window.Square(1));

    private static Value Three(Value x, string name, int filters, int stride = 1) => ConvBatchNormRelu(x, name, filters, Window.Square(3, stride, 1));
}
