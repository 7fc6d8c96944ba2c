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
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bvlc_googlenet.onnx", 224, 448, 8)]
    [InlineData("SqueezeNet_fp16.onnx", 224, 448, 15)]
    [InlineData("resnet20-12fca82f.th", 32, 64, 9)]
    [InlineData("pytorch-cifar10-ImageClassifier.onnx", 32, 64, 17)]
    public void Network_AsConvolutions_AnswersAsBeforeAndMapsLargerPictures(string file, int side, int larger, int cells)
    {
        using Model model = Models.Open(Path.Combine(TestData.Require("pretrained"), file), new ModelOptions { Offline = true }, Stop);
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
        using Model read = Models.Open(onnx.File("dense.onnx"), stop: Stop);
        using var again = new Session(read, new Shape(1, 3, larger, larger));
        using var before = new Session(sliding, again.InputShape);
        float[] pixels = Formula.Pictures(again.InputShape);
        again.RunChannelsFirst(pixels);
        before.RunChannelsFirst(pixels);
        Assert.Equal(new Shape(1, map.Classes, cells, cells), again.OutputShape());
        Near.Check("map", before.Output().ToArray(), again.Output(), 1e-5);
    }

    /// <summary>GoogLeNet pads: no cell is its window's answer, and nearly every one has its class.</summary>
    [Fact]
    public void Googlenet_OverAPhotograph_DiffersFromItsWindowsButSeldomInTheClass()
    {
        using Model model = Models.Open(Path.Combine(TestData.Require("pretrained"), "bvlc_googlenet.onnx"), new ModelOptions { Offline = true, PreprocessingName = "caffe" }, Stop);
        Picture picture = PictureFile.Load(Path.Combine(TestData.Require("imagenet-samples"), "mlnet-samples", "broccoli.jpg"));
        using var dense = new DenseClassifier(model);
        using var windows = new DenseClassifier(model with { Preprocessing = model.Preprocessing with { ResizeShortSide = 0 } });
        DenseMap map = dense.Map("photograph", picture, 1.5);
        Picture resized = picture.Resize(map.Grid.Height, map.Grid.Width, model.Preprocessing.Interpolation);
        int same = 0;
        double least = double.PositiveInfinity, most = 0;
        for (int y = 0; y < map.Rows; y++)
        {
            for (int x = 0; x < map.Columns; x++)
            {
                int top = Math.Min(32 * y, resized.Height - 224), left = Math.Min(32 * x, resized.Width - 224);
                DenseMap window = windows.Map("window", SlidingNetworks.Cut(resized, top, left, 224, 224));
                Assert.Equal((1, 1), (window.Rows, window.Columns));
                if (window.Answers()[0] == map.Answers()[y * map.Columns + x]) same++;
                double away = SlidingNetworks.Away(map.At(y, x), window.At(0, 0));
                (least, most) = (Math.Min(least, away), Math.Max(most, away));
            }
        }

        Assert.True(least > 1e-3, $"{least} of the largest score");
        Assert.True(same >= 40, $"{same} of {map.Cells} answers are the same, the scores differ by {least:P1} to {most:P1} of the largest");
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
