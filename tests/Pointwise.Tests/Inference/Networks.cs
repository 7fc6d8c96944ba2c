using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Inference;

/// <summary>Small networks for plans and passes.</summary>
internal static class Networks
{
    /// <summary>Branches, a concatenation of concatenations, a branch that is joined twice, a shortcut, two heads.</summary>
    public static Graph Branching(int batch = 2)
    {
        var b = new GraphBuilder("branching");
        Value x = b.Input(new Shape(batch, 3, 5, 4));
        Value left = x.Apply("left", new Scale(2));
        Value right = x.Apply("right", new Scale(-1)).Apply("right.relu", new Relu());
        Value inner = b.Add("inner", new Concat(), left, right);
        Value third = right.Apply("third", new Scale(0.5f));
        Value outer = b.Add("outer", new Concat(), third, inner, right);
        Value again = b.Add("again", new Concat(), right, left, third, third);
        Value sum = b.Add("sum", new Add(), outer, again);
        Value end = sum.Apply("end", new Relu());
        b.Head("main", end.Apply("last", new Scale(3)));
        b.Head("aux1", b.Add("side", new Concat(), inner, right), 0.3f);
        return b.Build();
    }

    /// <summary>Shape arithmetic as exported networks have it: the first extent kept, the others joined; channels turned round, cut and put together again.</summary>
    public static Graph Reshaping(int batch = 2)
    {
        var b = new GraphBuilder("reshaping");
        Value x = b.Input(new Shape(batch, 6, 5, 4));
        Value shape = x.Apply("shape", new ShapeOf());
        Value first = b.Add("first", new Gather(), shape, b.Add("zero", new Constant(Literal.Of(new Shape(1), 0L))));
        Value rest = b.Add("rest", new Constant(Literal.Of(new Shape(1), -1L)));
        Value turned = x.Apply("turned", new Transpose([0, 2, 3, 1]));
        Value half = b.Add("half", new Slice(), turned, Numbers(b, "starts", 3), Numbers(b, "ends", int.MaxValue), Numbers(b, "axes", -1));
        Value joined = b.Add("joined", new Concat(3), turned.Apply("twice", new Scale(2)), half);
        b.Head("main", b.Add("vectors", new Reshape(), joined, b.Add("sizes", new Concat(0), first, rest)).Apply("last", new Scale(0.5f)));
        b.Head("aux1", half, 0.3f);
        return b.Build();
    }

    /// <summary>Four pointwise convolutions that read one value: one is joined at once, one after another convolution, one in between, one is a head.</summary>
    public static Graph Siblings()
    {
        var b = new GraphBuilder("siblings");
        Value x = b.Input(new Shape(1, 7, 6, 5));
        Value first = Pointwise("first", 40), second = Pointwise("second", 21), third = Pointwise("third", 19), one = Pointwise("fourth", 33);
        Value wide = second.Conv2D("wide", 6, Window.Square(3, padding: 1));
        b.Head("main", Value.Concat("joined", first, third, wide).GlobalAveragePool("mean").Flatten("flat"));
        b.Head("one", one);
        return b.Build();

        Value Pointwise(string name, int filters) => x.Conv2D(name, filters, Window.Square(1)).Relu($"{name}.relu");
    }

    /// <summary>Average pools before 1x1 convolutions that reduce, with and without bias, over padding that counts or does not; and one behind such a convolution.</summary>
    public static Graph Pools(int batch = 2)
    {
        var b = new GraphBuilder("pools");
        Value x = b.Input(new Shape(batch, 48, 9, 8));
        Value counted = x.AveragePool("counted", Window.Square(3, padding: 1), countPadding: true).Conv2D("first", 19, Window.Square(1)).Relu("first.relu");
        Value uncounted = x.AveragePool("uncounted", Window.Square(5, padding: 2)).Conv2D("second", 24, Window.Square(1));
        Value plain = x.AveragePool("plain", Window.Square(3, padding: 1)).Conv2D("third", 5, Window.Square(1), bias: false);
        Value before = x.Conv2D("fourth", 33, Window.Square(1)).AveragePool("halved", Window.Square(2, 2));
        b.Head("main", Value.Concat("joined", counted, uncounted, plain).GlobalAveragePool("mean").Flatten("flat"));
        b.Head("aux1", before.Sigmoid("end"));
        return b.Build();
    }

    /// <summary>Max pools before 1x1 convolutions: of the same extent, strided, and one of so few pixels that it stays.</summary>
    public static Graph Maxima(int batch = 2)
    {
        var b = new GraphBuilder("maxima");
        Value x = b.Input(new Shape(batch, 21, 26, 25));
        Value same = x.MaxPool("same", Window.Square(3, padding: 1)).Conv2D("first", 37, Window.Square(1)).Relu("first.relu");
        Value halved = x.MaxPool("halved", Window.Square(3, 2, ceilMode: true)).Conv2D("second", 18, Window.Square(1), bias: false);
        Value small = halved.MaxPool("small", Window.Square(2, 2)).Conv2D("third", 9, Window.Square(1));
        b.Head("main", Value.Concat("joined", same, x).GlobalAveragePool("mean").Flatten("flat"));
        b.Head("aux1", small.Sigmoid("end"));
        return b.Build();
    }

    public static Value Numbers(GraphBuilder b, string name, params long[] values) => b.Add(name, new Constant(Literal.Of(new Shape(values.Length), values)));

    /// <summary>So many scalings in a row.</summary>
    public static Graph Chain(int length)
    {
        var b = new GraphBuilder("chain");
        Value x = b.Input(new Shape(1, 16, 4, 4));
        for (int i = 0; i < length; i++) x = x.Apply($"step{i}", new Scale(1.5f));
        b.Head("main", x);
        return b.Build();
    }

    /// <summary>Seeded values around 0.</summary>
    public static float[] Picture(Shape shape, ulong seed = 1)
    {
        var random = new RandomStream(seed, 77);
        var values = new float[shape.Elements];
        for (int i = 0; i < values.Length; i++) values[i] = 2 * random.Uniform(i) - 1;
        return values;
    }
}
