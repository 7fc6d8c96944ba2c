using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Masks;

namespace Pointwise.Tests.Inference.Segmenting;

/// <summary>Networks that give a class for every pixel.</summary>
internal static class PixelModels
{
    /// <summary>Tells the classes of <see cref="DrawnMasks"/> without a mistake, by the red value that is nearest: a 1x1 convolution.</summary>
    public static Model ByRed(int classes, int height, int width)
    {
        var builder = new GraphBuilder("by-red");
        builder.Head("main", builder.Input(new Shape(1, 3, height, width)).Conv2D("score", classes, Window.Square(1)));
        var model = new Model(builder.Build(), Parameters.Initialize(builder.Build(), 1)) { Labels = [.. Enumerable.Range(0, classes).Select(c => $"class {c}")] };
        var drawn = new DrawnMasks(1, 1, 1, classes);
        Span<float> weights = model.Parameters["score.weight"].Values, bias = model.Parameters["score.bias"].Values;
        weights.Clear();
        for (int c = 0; c < classes; c++)
        {
            float red = drawn.Red(c) / 255f;
            (weights[3 * c], bias[c]) = (200 * red, -100 * red * red);
        }

        return model;
    }

    /// <summary>A 3x3 convolution of drawn weights before a 1x1: it sees more than the pixel, and left is not right.</summary>
    public static Model Drawn(int classes, int height, int width)
    {
        var builder = new GraphBuilder("drawn");
        Value x = builder.Input(new Shape(1, 3, height, width)).Conv2D("conv", 8, Window.Square(3, padding: 1)).Relu("relu");
        builder.Head("main", x.Conv2D("score", classes, Window.Square(1)));
        Graph graph = builder.Build();
        return new Model(graph, Parameters.Initialize(graph, 7)) { Labels = [.. Enumerable.Range(0, classes).Select(c => $"class {c}")], Preprocessing = new Preprocessing { Scale = 1 / 64f, Mean = [2] } };
    }
}
