using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Masks;
using Pointwise.Training;
using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Training.Masks;

public class BackboneWeightsTests
{
    [Fact]
    public void Backbone_UnderItsOwnNames_IsCopiedAndScoresAreDrawn()
    {
        Graph classifier = ArchitectureCatalog.Get("googlenet").Build(new Shape(1, 3, 64, 64), 5), network = ArchitectureCatalog.Get("fcn8s-googlenet").Build(new Shape(1, 3, 64, 96), 3);
        using Parameters trained = Parameters.Initialize(classifier, 9), into = Parameters.Initialize(network, 1), drawn = Parameters.Initialize(network, 1);
        BackboneWeights.Copy(new Model(classifier, trained), network, into);
        foreach (ParameterSpec spec in network.Parameters)
        {
            bool isAdded = FullyConvolutional.IsAdded(spec.Name);
            Assert.True(into[spec.Name].Values.SequenceEqual((isAdded ? drawn : trained)[spec.Name].Values), spec.Name);
        }
    }

    [Fact]
    public void Backbone_OfAnotherStep_GivesItsScoresToo()
    {
        Graph coarse = ArchitectureCatalog.Get("fcn16s-googlenet").Build(new Shape(1, 3, 64, 64), 3), fine = ArchitectureCatalog.Get("fcn8s-googlenet").Build(new Shape(1, 3, 64, 64), 3);
        using Parameters trained = Parameters.Initialize(coarse, 9), into = Parameters.Initialize(fine, 1);
        BackboneWeights.Copy(new Model(coarse, trained), fine, into);
        foreach (string name in (string[])["score_32.weight", "score_16.bias", "upscore_16.weight"]) Assert.True(into[name].Values.SequenceEqual(trained[name].Values), name);
    }

    /// <summary>The file's layers have names of their own, its reductions stand in another order of nodes, its classifier behind a pool of 7x7.</summary>
    [Fact]
    public void Backbone_OfCaffesGoogLeNet_IsFoundByItsStructure()
    {
        using Model trained = Models.Open(TestData.Require("pretrained/bvlc_googlenet.onnx"), stop: TestContext.Current.CancellationToken);
        using Model model = NewModel.On(ArchitectureCatalog.Get("fcn8s-googlenet"), new DrawnMasks(4, 60, 70), trained, 1, new Shape(1, 3, 60, 70));
        Assert.Equal(["class 0", "class 1", "class 2"], model.Labels);
        Assert.Equal(60, model.Preprocessing.ResizeShortSide);
        string[] theirs = [.. trained.Graph.Nodes.Where(n => n.Operator is Conv2D).Select(n => Sum(trained.Parameters[$"{n.Name}.weight"]))];
        string[] own = [.. model.Graph.Nodes.Where(n => n.Operator is Conv2D && !FullyConvolutional.IsAdded(n.Name)).Select(n => Sum(model.Parameters[$"{n.Name}.weight"]))];
        Assert.Equal(57, own.Length);
        Assert.Equal(theirs.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
        Assert.Equal(Sum(trained.Parameters[trained.Graph.Nodes.First(n => n.Operator is Conv2D).Name + ".weight"]), Sum(model.Parameters["conv1.weight"]));
    }

    [Fact]
    public void Backbone_WithFullyConnectedLayers_ReadsThemAsConvolutions()
    {
        var builder = new GraphBuilder("classifier");
        Value features = builder.Input(new Shape(1, 2, 6, 6)).Conv2D("one", 4, Window.Square(3, padding: 1), activation: Activation.Relu).MaxPool("pool", Window.Square(2, 2));
        builder.Head("main", features.Flatten("flat").Linear("hidden", 5, activation: Activation.Relu).Dropout("drop", 0.5f).Linear("classes", 7));
        Graph classifier = builder.Build();
        builder = new GraphBuilder("scores");
        Value x = builder.Input(new Shape(1, 2, 6, 6));
        Value deep = x.Conv2D("first", 4, Window.Square(3, padding: 1), activation: Activation.Relu).MaxPool("halved", Window.Square(2, 2)).Conv2D("wide", 5, Window.Square(3), activation: Activation.Relu);
        builder.Head("main", deep.Conv2D("score_2", 3, Window.Square(1)).ConvTranspose2D("upscore", 3, Window.Square(6, 6), bias: false, bilinear: true));
        Graph network = builder.Build();
        using var trained = new Model(classifier, Parameters.Initialize(classifier, 9));
        using Parameters into = Parameters.Initialize(network, 1);
        BackboneWeights.Copy(trained, network, into);
        Assert.True(trained.Parameters["one.weight"].Values.SequenceEqual(into["first.weight"].Values));
        Assert.Equal(trained.Parameters["hidden.weight"].ToChannelsFirst(), into["wide.weight"].ToChannelsFirst());
        Assert.True(trained.Parameters["hidden.bias"].Values.SequenceEqual(into["wide.bias"].Values));
    }

    [Fact]
    public void Backbone_OfAnotherNetwork_IsRefusedByTheNodesThatDiffer()
    {
        Graph other = ArchitectureCatalog.Get("small-inception").Build(new Shape(1, 3, 32, 32), 5), network = ArchitectureCatalog.Get("fcn8s-googlenet").Build(new Shape(1, 3, 64, 96), 3);
        using Parameters trained = Parameters.Initialize(other, 9), into = Parameters.Initialize(network, 1);
        var e = Assert.Throws<PointwiseException>(() => BackboneWeights.Copy(new Model(other, trained), network, into));
        Assert.StartsWith("small-inception: node inception_3b.output: is not of the backbone of fcn8s-googlenet\n  expected: concat of 4 values to 1024 channels, as node inception_5b.output\n  found:    concat of 2 values to 336 channels\n", e.Message, StringComparison.Ordinal);
    }

    private static string Sum(Tensor tensor) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tensor.Values)));
}
