using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class HeadReplacementTests
{
    [Fact]
    public void Of_ANetworkWithHeads_RenewsTheirClassifiersAlone()
    {
        using Model trained = Trained("googlenet", new Shape(1, 3, 96, 96));
        using Model model = HeadReplacement.Of(trained, ["a", "b", "c"], 7);
        Assert.Equal(["main", "aux1", "aux2"], model.Graph.Heads.Select(h => h.Name));
        Assert.All(model.Graph.Heads, h => Assert.Equal(new Shape(1, 3), model.Graph.Nodes[h.Node].Shape));
        Assert.Equal(trained.Graph.Heads.Select(h => h.LossWeight), model.Graph.Heads.Select(h => h.LossWeight));
        string[] renewed = [.. model.Parameters.Names.Where(n => model.Parameters[n].Shape != trained.Parameters[n].Shape)];
        Assert.Equal(6, renewed.Length);
        foreach (string name in model.Parameters.Names.Except(renewed)) Assert.True(trained.Parameters[name].Values.SequenceEqual(model.Parameters[name].Values), name);
        model.Parameters.CheckFit(model.Graph);
        Assert.Equal(["a", "b", "c"], model.Labels);
        Assert.Equal(trained.Preprocessing, model.Preprocessing);
        Assert.Equal("googlenet", model.Provenance["started_from"]);
        using Model again = HeadReplacement.Of(trained, ["a", "b", "c"], 7), other = HeadReplacement.Of(trained, ["a", "b", "c"], 8);
        string weight = renewed.First(n => n.EndsWith("weight", StringComparison.Ordinal));
        Assert.Equal(model.Parameters[weight].Values.ToArray(), again.Parameters[weight].Values.ToArray());
        Assert.NotEqual(model.Parameters[weight].Values.ToArray(), other.Parameters[weight].Values.ToArray());
    }

    [Fact]
    public void Of_WithoutAuxiliaryHeads_KeepsTheMainPathAlone()
    {
        using Model trained = Trained("googlenet", new Shape(1, 3, 96, 96));
        using Model model = HeadReplacement.Of(trained, ["a", "b"], 7, auxiliary: false);
        Assert.Equal(["main"], model.Graph.Heads.Select(h => h.Name));
        Assert.DoesNotContain(model.Parameters.Names, n => n.Contains("aux", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_AConvolutionalClassifier_RenewsTheConvolution()
    {
        using Model trained = Trained("nin", new Shape(1, 3, 32, 32));
        using Model model = HeadReplacement.Of(trained, ["a", "b"], 7);
        string[] renewed = [.. model.Parameters.Names.Where(n => model.Parameters[n].Shape != trained.Parameters[n].Shape)];
        Assert.Equal(2, renewed.Length);
        Assert.Equal(2, model.Graph.Nodes[model.Graph.Heads[0].Node].Shape.C);
    }

    [Fact]
    public void Of_ForPicturesOfAnotherSize_InfersTheShapes()
    {
        using Model trained = Trained("tiny-inception", new Shape(1, 1, 28, 28));
        using Model model = HeadReplacement.Of(trained, ["a", "b"], 7, input: new Shape(1, 1, 40, 36));
        Assert.Equal(new Shape(1, 1, 40, 36), model.Graph.Input.Shape);
        Assert.Equal(new Shape(1, 2), model.Graph.Nodes[model.Graph.Heads[0].Node].Shape);
    }

    [Fact]
    public void Of_WhatCannotBe_IsRefused()
    {
        using Model trained = Trained("tiny-inception", new Shape(1, 1, 28, 28));
        Assert.Equal("too few classes", Assert.Throws<PointwiseException>(() => HeadReplacement.Of(trained, ["a"], 1)).Problem);
        var b = new GraphBuilder("odd");
        b.Head("main", b.Input(new Shape(1, 4)).Linear("fc", 3).BatchNorm("norm"));
        Graph graph = b.Build();
        using var odd = new Model(graph, Parameters.Initialize(graph, 1));
        Assert.StartsWith("odd: head main: ends in no classifier", Assert.Throws<PointwiseException>(() => HeadReplacement.Of(odd, ["a", "b"], 1)).Message, StringComparison.Ordinal);
        var f = new GraphBuilder("flat");
        f.Head("main", f.Input(new Shape(1, 1, 4, 4)).Flatten("flat").Linear("hidden", 5).Relu("relu").Linear("fc", 3));
        Graph flat = f.Build();
        using var model = new Model(flat, Parameters.Initialize(flat, 1));
        var e = Assert.Throws<PointwiseException>(() => HeadReplacement.Of(model, ["a", "b"], 1, input: new Shape(1, 1, 5, 5)));
        Assert.StartsWith("flat: hidden.weight: the weights do not suit the input", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AFineTunedRun_KeepsTheFrozenTrunk()
    {
        var data = new DrawnShapes(36, 5);
        using Model trained = Trained("tiny-inception", new Shape(1, 1, 28, 28));
        using Model model = HeadReplacement.Of(trained, data.Classes, 7);
        TrainingResult result = TrainingLoop.Run(new TrainingRun(model, data, new TrainingOptions { Epochs = 2, BatchSize = 12, Threads = 1, Frozen = ["conv1", "inception_*"] }), stop: TestContext.Current.CancellationToken);
        foreach (string name in model.Parameters.Names.Where(n => !n.StartsWith("linear", StringComparison.Ordinal)))
            Assert.True(trained.Parameters[name].Values.SequenceEqual(result.Model.Parameters[name].Values), name);
        Assert.Equal("tiny-inception", result.Model.Provenance["started_from"]);
        Assert.Equal("[conv1, inception_*]", result.Model.Provenance["freeze"]);
    }

    [Fact]
    public void Of_ANetworkThatCallsItsOutputOtherwise_CallsItMain()
    {
        using Model trained = Trained("tiny-inception", new Shape(1, 1, 28, 28));
        Graph other = trained.Graph with { Heads = [trained.Graph.Heads[0] with { Name = "prob_1" }] };
        using Model model = HeadReplacement.Of(trained with { Graph = other, AnsweringHead = "prob_1" }, ["a", "b"], 7);
        Assert.Equal(("main", "main"), (Assert.Single(model.Graph.Heads).Name, model.AnsweringHead));
    }

    private static Model Trained(string network, Shape input)
    {
        Graph graph = ArchitectureCatalog.Get(network).Build(input, 10, heads: true);
        return new Model(graph, Parameters.Initialize(graph, 1)) { Preprocessing = new Preprocessing { Scale = 0.5f, Channels = input.C == 1 ? ChannelOrder.Grey : ChannelOrder.Rgb } };
    }
}
