using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference;

public class ClassifierToConvolutionTests
{
    /// <summary>A head over a flattened map with a hidden layer, one over pooled pixels with batch norm and softmax; no padding anywhere.</summary>
    private static Model Classifier()
    {
        var b = new GraphBuilder("classifier");
        Value x = b.Input(new Shape(1, 3, 12, 11)).Conv2D("conv", 8, Window.Square(3), activation: Activation.Relu).MaxPool("pool", Window.Square(2, stride: 2));
        Value hidden = x.Flatten("flat").Dropout("drop", 0.5f).Linear("hidden", 9, activation: Activation.Relu);
        b.Head("main", hidden.Linear("fc", 5));
        b.Head("aux1", x.GlobalAveragePool("mean").Flatten("flat2").BatchNorm("norm").Linear("fc2", 4, bias: false).Softmax("softmax"));
        Graph graph = b.Build();
        return new Model(graph, Formula.Parameters(graph));
    }

    [Fact]
    public void Classifier_AtTheTrainingSize_GivesTheSameScores()
    {
        using Model model = Classifier();
        using Model sliding = ClassifierToConvolution.Apply(model);
        var options = new SessionOptions { Heads = ["main", "aux1"] };
        using var plain = new Session(model with { Graph = WithoutSoftmax(model.Graph) }, 1, options);
        using var dense = new Session(sliding, 1, options);
        float[] picture = Formula.Pictures(plain.InputShape);
        plain.RunChannelsFirst(picture);
        dense.RunChannelsFirst(picture);
        Assert.Equal(new Shape(1, 5, 1, 1), dense.OutputShape("main"));
        foreach (string head in options.Heads) Near.Check(head, plain.Output(head).ToArray(), dense.Output(head), 1e-5);
    }

    [Fact]
    public void Classifier_OverALargerPicture_GivesEveryCropsScores()
    {
        using Model model = Classifier();
        using Model sliding = ClassifierToConvolution.Apply(model);
        using var plain = new Session(model);
        using var dense = new Session(sliding, new Shape(1, 3, 16, 13));
        using var picture = Tensor.FromChannelsFirst(dense.InputShape, Formula.Pictures(dense.InputShape));
        dense.Run(picture);
        Assert.Equal(new Shape(1, 5, 3, 2), dense.OutputShape());
        float[] crop = new float[plain.InputShape.Elements];
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 2; x++)
            {
                for (int row = 0; row < 12; row++) picture.Values.Slice(((2 * y + row) * 13 + 2 * x) * 3, 33).CopyTo(crop.AsSpan(row * 33));
                plain.Run(crop);
                Near.Check($"scores at {y},{x}", plain.Output().ToArray(), dense.Output().Slice((y * 2 + x) * 5, 5), 1e-5);
            }
        }
    }

    [Fact]
    public void Classifier_MadeToSlide_KeepsNamesAndNumberOfWeights()
    {
        using Model model = Classifier();
        using Model sliding = ClassifierToConvolution.Apply(model);
        Assert.Equal(model.Parameters.Names, sliding.Parameters.Names);
        Assert.Equal(model.Parameters.Elements, sliding.Parameters.Elements);
        Assert.Equal(new Shape(9, 8, 5, 4), sliding.Parameters["hidden.weight"].Shape);
        Assert.Equal(new Shape(5, 9, 1, 1), sliding.Parameters["fc.weight"].Shape);
        Assert.DoesNotContain(sliding.Graph.Nodes, n => n.Operator is Flatten or Linear or Softmax or GlobalAveragePool);
    }

    [Fact]
    public void Classifier_WithBatchNormOverFlattenedMaps_IsRefusedByName()
    {
        var b = new GraphBuilder("stuck");
        b.Head("main", b.Input(new Shape(1, 2, 3, 3)).Flatten("flat").BatchNorm("norm").Linear("fc", 2));
        Graph graph = b.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        var e = Assert.Throws<PointwiseException>(() => ClassifierToConvolution.Apply(model));
        Assert.StartsWith("stuck: node norm: BatchNorm over flattened maps cannot slide\n", e.Message, StringComparison.Ordinal);
    }

    private static Graph WithoutSoftmax(Graph graph) => Rewrite.Prune(graph with
    {
        Heads = [.. graph.Heads.Select(h => graph.Nodes[h.Node].Operator is Softmax ? h with { Node = graph.Nodes[h.Node].Inputs[0] } : h)],
    });
}
