using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Costs;

/// <summary>Small networks written out node by node.</summary>
internal static class Networks
{
    /// <summary>Module 3a of arXiv:1409.4842 on 28x28x192.</summary>
    public static Graph Module3A()
    {
        var builder = new GraphBuilder("module");
        Value x = builder.Input(new Shape(1, 192, 28, 28));
        using (builder.Scope("inception_3a"))
        {
            Value one = x.Apply("1x1", new Conv2D(64, Window.Square(1))).Apply("relu1", new Relu());
            Value three = x.Apply("3x3_reduce", new Conv2D(96, Window.Square(1))).Apply("relu2", new Relu())
                .Apply("3x3", new Conv2D(128, Window.Square(3, padding: 1)));
            Value five = x.Apply("5x5_reduce", new Conv2D(16, Window.Square(1), Activation: Activation.Relu))
                .Apply("5x5", new Conv2D(32, Window.Square(5, padding: 2)));
            Value pool = x.Apply("pool", new MaxPool(Window.Square(3, padding: 1))).Apply("pool_proj", new Conv2D(32, Window.Square(1)));
            builder.Head("main", builder.Add("output", new Concat(), one, three, five, pool));
        }

        return builder.Build();
    }

    /// <summary>A stem, a pool, and a fully connected layer: 8x8x1.</summary>
    public static Graph Plain()
    {
        var builder = new GraphBuilder("plain");
        Value x = builder.Input(new Shape(1, 1, 8, 8));
        Value y = x.Apply("conv1", new Conv2D(4, Window.Square(3, 1, 1))).Apply("relu1", new Relu());
        y = y.Apply("pool1", new MaxPool(Window.Square(2, 2))).Apply("conv2", new Conv2D(2, Window.Square(3)));
        Value side = y.Apply("flat", new Flatten()).Apply("side", new Linear(3));
        y = y.Apply("mean", new GlobalAveragePool()).Apply("flatten", new Flatten()).Apply("linear", new Linear(5));
        builder.Head("main", y);
        builder.Head("aux1", side, 0.3f);
        return builder.Build();
    }
}
