using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Dense;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Inference.Dense;

/// <summary>Published networks as convolutions: their own answers at their own size, maps of larger pictures, and the same after a journey through ONNX.</summary>
public class PretrainedMapTests
{
    [Theory]
    [InlineData("bvlc_googlenet.onnx", 224, 448, 8)]
    [InlineData("SqueezeNet_fp16.onnx", 224, 448, 15)]
    [InlineData("resnet20-12fca82f.th", 32, 64, 9)]
    [InlineData("pytorch-cifar10-ImageClassifier.onnx", 32, 64, 17)]
    public void Network_AsConvolutions_AnswersAsBeforeAndMapsLargerPictures(string file, int side, int larger, int cells)
    {
        using Model model = Models.Open(Path.Combine(TestData.Require("pretrained"), file), new ModelOptions { Offline = true });
        Model plain = model with { Preprocessing = SlidingNetworks.Plain };
        using Model sliding = DenseClassifier.Convert(plain);
        Shape window = new(1, 3, side, side);
        using var first = new Session(plain with { Graph = Pointwise.Inference.Passes.ClassifierToConvolution.ScoresOf(plain) }, window);
        using var second = new Session(sliding, window);
        float[] picture = Formula.Pictures(window);
        first.RunChannelsFirst(picture);
        second.RunChannelsFirst(picture);
        Near.Check("scores", first.Output().ToArray(), second.Output(), 1e-5);

        using var dense = new DenseClassifier(plain);
        Picture large = SlidingNetworks.Picture(larger, larger);
        DenseMap map = dense.Map("large", large);
        Assert.Equal((cells, cells), (map.Rows, map.Columns));
        using var onnx = new TemporaryFolder();
        OnnxExport.Save(sliding, onnx.File("dense.onnx"));
        using Model read = Models.Open(onnx.File("dense.onnx"));
        using var again = new Session(read, new Shape(1, 3, larger, larger));
        using var before = new Session(sliding, again.InputShape);
        float[] pixels = Formula.Pictures(again.InputShape);
        again.RunChannelsFirst(pixels);
        before.RunChannelsFirst(pixels);
        Assert.Equal(new Shape(1, map.Classes, cells, cells), again.OutputShape());
        Near.Check("map", before.Output().ToArray(), again.Output(), 1e-5);
    }

    [Theory]
    [InlineData("googlenet", 224, 448, 8)]
    [InlineData("inception-v3", 299, 363, 3)]
    [InlineData("vgg16", 224, 256, 2)]
    [InlineData("mobilenet-v1", 224, 288, 3)]
    [InlineData("densenet121", 224, 288, 3)]
    public void Architecture_OnALargerPicture_GivesAMapOfScores(string name, int side, int larger, int cells)
    {
        Architecture architecture = ArchitectureCatalog.Get(name);
        Graph graph = architecture.Build(architecture.InputShape, 10);
        Assert.Equal(side, graph.Input.Shape.H);
        Graph sliding = Pointwise.Inference.Passes.ClassifierToConvolution.Apply(graph);
        Assert.Equal(new Shape(1, 10, 1, 1), sliding.Nodes[sliding.Heads[0].Node].Shape);
        Graph large = sliding.ForInput(new Shape(1, 3, larger, larger));
        Assert.Equal(new Shape(1, 10, cells, cells), large.Nodes[large.Heads[0].Node].Shape);
    }
}
