using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Tests.Parity;

namespace Pointwise.Tests.Training;

/// <summary>A branch, concatenations within concatenations, a branch joined twice, a shortcut, two heads.</summary>
internal static class SmallNetwork
{
    public static Graph Build(int batch = 3, float dropout = 0)
    {
        var b = new GraphBuilder("small");
        Value x = b.Input(new Shape(batch, 3, 9, 7)).Conv2D("stem", 6, Window.Square(3, stride: 2, padding: 1), bias: false).BatchNorm("norm").Relu("norm.relu");
        Value left = x.Conv2D("left", 5, Window.Square(1)).Relu("left.relu");
        Value right = x.MaxPool("pool", Window.Square(3, padding: 1)).Conv2D("right", 4, Window.Square(3, padding: 1));
        Value inner = Value.Concat("inner", left, right, left);
        Value outer = Value.Concat("outer", x, inner, right.Sigmoid("gate"));
        Value mixed = outer.Conv2D("mix", 6, Window.Square(1)).Add("sum", x).Relu("sum.relu");
        b.Head("aux1", inner.GlobalAveragePool("mean").Flatten("aux.flat").Dropout("drop", dropout).Linear("aux.fc", 4), 0.3f);
        b.Head("main", mixed.Flatten("flat").Linear("fc", 4));
        return b.Build();
    }

    public static TrainingStep Step(Graph graph, Parameters parameters, Workers workers, Func<ParameterSpec, bool>? isTrained = null)
    {
        var step = new TrainingStep(graph, parameters, workers, isTrained);
        Fill(graph, step.Picture, step.Targets);
        return step;
    }

    public static void Fill(Graph graph, Span<float> picture, Span<float> targets)
    {
        using var pictures = Tensor.FromChannelsFirst(graph.Input.Shape, Formula.Pictures(graph.Input.Shape));
        pictures.Values.CopyTo(picture);
        for (int i = 0; i < targets.Length; i++) targets[i] = (i % 4 + i / 4) % 4 == 1 ? 0.75f : 0.25f / 3;
    }

    public static Dictionary<string, float[]> Gradients(TrainingStep step) => step.Trained.ToDictionary(t => t.Spec.Name, t => t.Gradient.Values.ToArray());
}
