using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>The five modules of Inception v3 (arXiv:1512.00567) by torchvision's letters, in the order they stand in the network.</summary>
internal static class InceptionV3Modules
{
    /// <summary>Figure 5: the 5x5 beside a pair of 3x3..</summary>
    public static Value ModuleA(Value x, string name, int poolFeatures)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Value one = One(x, "branch1x1", 64);

        Value five = One(x, "branch5x5_1", 48);
        five = ConvBatchNormRelu(five, "branch5x5_2", 64, Window.Square(5, padding: 2));

        Value doubled = One(x, "branch3x3dbl_1", 64);
        doubled = Three(doubled, "branch3x3dbl_2", 96);
        doubled = Three(doubled, "branch3x3dbl_3", 96);

        return Value.Concat("concat", one, five, doubled, One(Mean(x), "branch_pool", poolFeatures));
    }

    /// <summary>Figure 10: halves the extent without a bottleneck, 35x35x288 to 17x17x768..</summary>
    public static Value ReductionB(Value x, string name, int padding)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Value three = ThreeHalving(x, "branch3x3", 384, padding);

        Value doubled = One(x, "branch3x3dbl_1", 64);
        doubled = Three(doubled, "branch3x3dbl_2", 96);
        doubled = ThreeHalving(doubled, "branch3x3dbl_3", 96, padding);

        return Value.Concat("concat", three, doubled, x.MaxPool("pool", Window.Square(3, 2, padding)));
    }

    /// <summary>Figure 6: 7x7 as rows and columns..</summary>
    public static Value ModuleC(Value x, string name, int width)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Value one = One(x, "branch1x1", 192);

        Value seven = One(x, "branch7x7_1", width);
        seven = Row(seven, "branch7x7_2", width, 7);
        seven = Column(seven, "branch7x7_3", 192, 7);

        Value doubled = One(x, "branch7x7dbl_1", width);
        doubled = Column(doubled, "branch7x7dbl_2", width, 7);
        doubled = Row(doubled, "branch7x7dbl_3", width, 7);
        doubled = Column(doubled, "branch7x7dbl_4", width, 7);
        doubled = Row(doubled, "branch7x7dbl_5", 192, 7);

        return Value.Concat("concat", one, seven, doubled, One(Mean(x), "branch_pool", 192));
    }

    /// <summary>Halves the extent, 17x17x768 to 8x8x1280..</summary>
    public static Value ReductionD(Value x, string name, int padding)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Value three = One(x, "branch3x3_1", 192);
        three = ThreeHalving(three, "branch3x3_2", 320, padding);

        Value seven = One(x, "branch7x7x3_1", 192);
        seven = Row(seven, "branch7x7x3_2", 192, 7);
        seven = Column(seven, "branch7x7x3_3", 192, 7);
        seven = ThreeHalving(seven, "branch7x7x3_4", 192, padding);

        return Value.Concat("concat", three, seven, x.MaxPool("pool", Window.Square(3, 2, padding)));
    }

    /// <summary>Figure 7: 3x3 split into a row beside a column, 8x8 to 8x8x2048..</summary>
    public static Value ModuleE(Value x, string name)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Value one = One(x, "branch1x1", 320);

        Value three = One(x, "branch3x3_1", 384);
        three = Value.Concat("branch3x3_concat", Row(three, "branch3x3_2a", 384, 3), Column(three, "branch3x3_2b", 384, 3));

        Value doubled = One(x, "branch3x3dbl_1", 448);
        doubled = Three(doubled, "branch3x3dbl_2", 384);
        doubled = Value.Concat("branch3x3dbl_concat", Row(doubled, "branch3x3dbl_3a", 384, 3), Column(doubled, "branch3x3dbl_3b", 384, 3));

        return Value.Concat("concat", one, three, doubled, One(Mean(x), "branch_pool", 192));
    }

    private static Value One(Value x, string name, int filters) => ConvBatchNormRelu(x, name, filters, Window.Square(1));

    private static Value Three(Value x, string name, int filters) => ConvBatchNormRelu(x, name, filters, Window.Square(3, padding: 1));

    private static Value ThreeHalving(Value x, string name, int filters, int padding) => ConvBatchNormRelu(x, name, filters, Window.Square(3, 2, padding));

    /// <summary>1 x n.</summary>
    private static Value Row(Value x, string name, int filters, int n) =>
        ConvBatchNormRelu(x, name, filters, new Window(1, n, PadLeft: n / 2, PadRight: n / 2));

    /// <summary>n x 1.</summary>
    private static Value Column(Value x, string name, int filters, int n) =>
        ConvBatchNormRelu(x, name, filters, new Window(n, 1, PadTop: n / 2, PadBottom: n / 2));

    /// <summary>The pool of a module's last branch; its padding counts, as in torchvision.</summary>
    private static Value Mean(Value x) => x.AveragePool("pool", Window.Square(3, padding: 1), countPadding: true);
}
