using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;

namespace Pointwise.Tests.Training.Attributions;

/// <summary>Two small Inception modules, batch norm and local normalisation before them, a global average and a classifier behind.</summary>
internal static class ModuleNetwork
{
    public const int Classes = 5;

    public static Preprocessing Preprocessing { get; } = new() { Mean = [0.45f], Deviation = [0.25f] };

    /// <param name="scaled">The join's branch whose values are multiplied by <paramref name="factor"/>, as "a.2"; null for none.</param>
    /// <param name="factor">By how much.</param>
    /// <param name="end">What stands between the last module and the head.</param>
    public static Graph Build(string? scaled = null, float factor = 1, Func<Value, Value>? end = null)
    {
        var b = new GraphBuilder("modules");
        Value x = b.Input(new Shape(1, 3, 16, 12)).Conv2D("stem", 8, Window.Square(3, padding: 1), bias: false).BatchNorm("norm").Relu("norm.relu").LocalResponseNorm("lrn");
        x = Module(b, x, "a").MaxPool("pool", Window.Square(2, 2));
        x = Module(b, x, "b");
        x = (end ?? Head)(x);
        b.Head("main", x);
        return b.Build();

        Value Module(GraphBuilder builder, Value input, string name)
        {
            using IDisposable scope = builder.Scope(name);
            Value[] branches =
            [
                input.Conv2D("1x1", 4, Window.Square(1)).Relu("1x1.relu"),
                input.Conv2D("3x3_reduce", 3, Window.Square(1)).Relu("3x3_reduce.relu").Conv2D("3x3", 5, Window.Square(3, padding: 1)).Relu("3x3.relu"),
                input.Conv2D("5x5_reduce", 2, Window.Square(1)).Relu("5x5_reduce.relu").Conv2D("5x5", 3, Window.Square(5, padding: 2)).Relu("5x5.relu"),
                input.MaxPool("pool", Window.Square(3, padding: 1)).Conv2D("pool_proj", 4, Window.Square(1)).Relu("pool_proj.relu"),
            ];
            for (int i = 0; i < branches.Length; i++)
                if (scaled == $"{name}.{i}") branches[i] = branches[i].Scale("scaled", factor);
            return Value.Concat("output", branches);
        }
    }

    public static Value Head(Value x) => x.GlobalAveragePool("average").Dropout("drop", 0.4f).Flatten("flat").Linear("fc", Classes);

    public static Model Model(Graph? graph = null)
    {
        graph ??= Build();
        return new Model(graph, Formula.Parameters(graph)) { Preprocessing = Preprocessing };
    }

    /// <summary>A picture of the network's size with something different everywhere.</summary>
    public static Picture Picture { get; } = new(16, 12, 3, Formula.Noise(77, 16 * 12 * 3).Select(v => (byte)(127.5 + 127 * v)).ToArray());
}
