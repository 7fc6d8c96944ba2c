using System.Collections.Immutable;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Pointwise.Tests.Operators;

namespace Pointwise.Tests.Formats;

/// <summary>Models of a few kilobytes, and what is done to their files.</summary>
internal static class SmallModels
{
    public static Graph Graph()
    {
        var builder = new GraphBuilder("small");
        Value conv = builder.Input(new Shape(1, 1, 6, 6)).Apply("conv", new Conv2D(2, Window.Square(3, 1, 1)));
        Value aux = conv.Apply("aux.pool", new GlobalAveragePool()).Apply("aux.flatten", new Flatten()).Apply("aux.fc", new Linear(3));
        Value fc = conv.Apply("relu", new Relu()).Apply("flatten", new Flatten()).Apply("fc", new Linear(3, Bias: false));
        builder.Head("aux1", aux, 0.3f);
        builder.Head("main", fc);
        return builder.Build();
    }

    /// <summary>One node on what it reads: known values as constants, the rest fed in.</summary>
    public static Graph Graph(OperatorCase @case)
    {
        var builder = new GraphBuilder("case");
        builder.Input(new Shape(1, 1, 2, 2), "picture");
        Value[] inputs = [.. @case.Infos.Select((info, i) => info.Known is { } known ? builder.Add($"known{i}", new Constant(known)) : builder.Input(info.Shape, $"given{i}", info.Kind))];
        builder.Head("main", builder.Add("node", @case.Operator, inputs));
        return builder.Build();
    }

    /// <summary>One node of every operator of pictures with attributes that are not the defaults.</summary>
    public static Graph EveryOperator()
    {
        var builder = new GraphBuilder("every");
        Value x = builder.Input(new Shape(2, 4, 9, 8));
        Value targets = builder.Input(new Shape(2, 3), "targets");
        Value conv = x.Apply("conv", new Conv2D(8, new Window(3, 1, 2, 1, 1, 0, 2, 0, 1, 1), Groups: 2, Bias: false, Activation.Relu));
        Value norm = conv.Apply(null, new BatchNorm(1e-3f, 0.01f)).Apply(null, new Relu()).Apply(null, new Sigmoid()).Apply(null, new Scale(0.17f));
        Value sum = builder.Add(null, new Add(Activation.Relu), conv, norm);
        Value joined = builder.Add(null, new Concat(), sum, norm.Apply(null, new LocalResponseNorm(5, 1e-4f, 0.75f, 2)));
        Value pooled = joined.Apply(null, new MaxPool(Window.Square(2, 2, 0, ceilMode: true))).Apply(null, new AveragePool(Window.Square(3, 1, 1), true)).Apply(null, new AdaptiveAveragePool(2, 1));
        Value wide = pooled.Apply(null, new Dropout(0.4f)).Apply(null, new Flatten()).Apply(null, new Linear(3, true, Activation.Relu));
        Value narrow = joined.Apply("narrow", new GlobalAveragePool()).Apply("narrow.flatten", new Flatten()).Apply("narrow.fc", new Linear(3)).Apply(null, new Softmax());
        builder.Add("loss", new SoftmaxCrossEntropy(0.1f, [1, 2.5f, 0]), wide, targets);
        builder.Head("main", wide);
        builder.Head("aux1", narrow, 0.3f);
        return builder.Build();
    }

    public static Model Model() => new(Graph(), Parameters.Initialize(Graph(), seed: 3))
    {
        Labels = ["Katze", "дог", "\"<\U0001F426>\""],
        Preprocessing = new Preprocessing { ResizeShortSide = 7, Channels = ChannelOrder.Grey, Scale = 1 / 255f, Mean = [0.1307f], Deviation = [0.3081f], Interpolation = Interpolation.Area },
        AnsweringHead = "mean",
        Provenance = ImmutableSortedDictionary<string, string>.Empty.Add("seed", "3").Add("Optimiser", "sgd").Add("data", "-"),
    };

    public static byte[] File()
    {
        using Model model = Model();
        return SafetensorsBytes.Written(ModelFile.Write(model));
    }

    public static Model Read(byte[] file, Limits? limits = null, Action<string>? warn = null)
    {
        using SafetensorsFile open = SafetensorsBytes.Open(file, limits);
        return ModelFile.Read(open, limits, warn);
    }

    /// <summary>The file with another text under a key of its metadata, or without it.</summary>
    public static byte[] With(byte[] file, string key, string? value)
    {
        using SafetensorsFile open = SafetensorsBytes.Open(file);
        var writer = new SafetensorsWriter();
        foreach ((string name, string text) in open.Metadata.Remove(key)) writer.Metadata(name, text);
        if (value is not null) writer.Metadata(key, value);
        foreach (SafetensorsEntry entry in open.Entries) writer.Add(entry.Name, entry.Type, entry.Shape, open.ReadBytes(entry));
        return SafetensorsBytes.Written(writer);
    }

    /// <summary>The file with other tensors.</summary>
    public static byte[] WithTensors(byte[] file, Action<SafetensorsWriter, SafetensorsEntry, byte[]> add)
    {
        using SafetensorsFile open = SafetensorsBytes.Open(file);
        var writer = new SafetensorsWriter();
        foreach ((string name, string text) in open.Metadata) writer.Metadata(name, text);
        foreach (SafetensorsEntry entry in open.Entries) add(writer, entry, open.ReadBytes(entry));
        return SafetensorsBytes.Written(writer);
    }

    /// <summary>A graph as its text.</summary>
    public static string Text(Graph graph) => ModelText.Write(json => GraphWriter.Write(json, graph));
}
