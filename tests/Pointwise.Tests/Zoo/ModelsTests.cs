using System.Text;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Zoo;

public sealed class ModelsTests : IDisposable
{
    private static readonly byte[] Weights = SmallWeights.File();
    private static readonly byte[] Labels = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10).Select(i => $"n{i:D8} digit {i}\n")));
    private readonly PublishedServer server = new(("weights.bin", Weights), ("labels.txt", Labels));
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Open_APublishedName_FetchesOnFirstUseAndThenWorksOffline()
    {
        PublishedModel published = PublishedServer.Model(Weights, Labels) with { Name = SmallWeights.Network };
        OpenedModel first = Models.OpenPublished(published, server.Options, TestContext.Current.CancellationToken);
        OpenedModel second = Models.OpenPublished(published, server.Options with { Offline = true }, TestContext.Current.CancellationToken);
        using Model expected = SmallWeights.Model(), a = first.Model, b = second.Model;
        Assert.Equal(2, server.Asked.Length);
        foreach (OpenedModel opened in new[] { first, second })
        {
            Assert.Equal(expected.Graph, opened.Model.Graph);
            Assert.Equal(expected.Preprocessing, opened.Model.Preprocessing);
            Assert.Equal(Enumerable.Range(0, 10).Select(i => $"digit {i}"), opened.Model.Labels);
            Assert.Equal(("free", "https://example.org/weights.bin"), (opened.Model.Provenance["licence"], opened.Model.Provenance["source"]));
            Assert.All(expected.Parameters.Names, name => Assert.Equal(expected.Parameters[name].Values.ToArray(), opened.Model.Parameters[name].Values.ToArray()));
        }
    }

    [Fact]
    public void Open_APublishedName_WithAnotherNetwork_IsRefusedBeforeAnythingIsFetched()
    {
        PublishedModel published = PublishedServer.Model(Weights, Labels) with { Name = SmallWeights.Network };
        Assert.Equal("brings its own network", Assert.Throws<PointwiseException>(() => Models.OpenPublished(published, server.Options with { Network = "nin" }, TestContext.Current.CancellationToken)).Problem);
        Assert.Empty(server.Asked);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    public void Open_WeightsAlone_FindsTheirNetworkAndClasses(int classes)
    {
        List<string> told = [];
        string path = folder.Write("w.bin", SmallWeights.File(classes));
        using Model model = Open(path, new ModelOptions { Tell = told.Add });
        using Model expected = SmallWeights.Model(classes);
        Assert.Equal(expected.Graph, model.Graph);
        Assert.Equal(expected.Preprocessing, model.Preprocessing);
        Assert.Equal([$"{path}: weights of tiny-inception, by their names and shapes"], told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ACheckpoint_FindsItsNetworkThroughWrappersAndCounters(bool archive)
    {
        OpenedModel opened = OpenFile(folder.Write("w.pth", SmallWeights.Checkpoint(archive, 7)));
        using Model model = opened.Model, expected = SmallWeights.Model(7);
        Assert.Equal("PyTorch checkpoint", opened.Format);
        Assert.Equal(expected.Graph, model.Graph);
        Assert.All(expected.Parameters.Names, name => Assert.Equal(expected.Parameters[name].Values.ToArray(), model.Parameters[name].Values.ToArray()));
    }

    [Fact]
    public void Open_AnOnnxFile_TakesWhatItsMetadataSays()
    {
        string path = folder.File("m.onnx");
        using Model saved = SmallWeights.Model();
        OnnxExport.Save(saved with { Labels = [.. Enumerable.Range(0, 10).Select(i => $"digit {i}")] }, path);
        OpenedModel opened = OpenFile(path);
        using Model model = opened.Model;
        Assert.Equal(("ONNX opset 17", true), (opened.Format, opened.PreprocessingIsKnown));
        Assert.Equal(saved.Preprocessing, model.Preprocessing);
        Assert.Equal("digit 9", model.Labels[9]);
    }

    [Fact]
    public void Open_AnOnnxFileThatSaysNothingOfPictures_AssumesValuesFromZeroToOne()
    {
        string path = TestData.Require("pretrained", "bvlc_googlenet.onnx"), labels = TestData.Require("imagenet-labels", "synset_words.txt");
        OpenedModel plain = OpenFile(path);
        using Model assumed = plain.Model, told = Open(path, new ModelOptions { PreprocessingName = "caffe", Labels = labels });
        Assert.False(plain.PreprocessingIsKnown);
        Assert.Equal(PreprocessingChoice.Usual(new Shape(1, 3, 224, 224)), assumed.Preprocessing);
        Assert.Equal(ArchitectureCatalog.Get("googlenet").Preprocessing, told.Preprocessing);
        Assert.Equal("tench, Tinca tinca", told.Labels[0]);
    }

    [Fact]
    public void Open_APublishedOnnxFile_GoesByTheNetworksNameAndPreprocessing()
    {
        using var stream = new MemoryStream();
        using (Model saved = SmallWeights.Model()) OnnxExport.Write(saved with { Preprocessing = new Preprocessing { Channels = ChannelOrder.Grey } }, stream);
        using var publisher = new PublishedServer(("weights.bin", stream.ToArray()), ("labels.txt", Labels));
        PublishedModel published = PublishedServer.Model(stream.ToArray(), Labels) with { Name = SmallWeights.Network };
        using Model model = Models.OpenPublished(published, publisher.Options, TestContext.Current.CancellationToken).Model;
        Assert.Equal(ArchitectureCatalog.Get(SmallWeights.Network).Preprocessing, model.Preprocessing);
        Assert.Equal("digit 0", model.Labels[0]);
    }

    [Fact]
    public void Open_AnotherKindOfFile_SaysWhatItIs()
    {
        string path = folder.Write("page.onnx", "<!doctype html><p>not found"u8.ToArray());
        Assert.Equal($"{path}: no model\n  expected: a model file, ONNX, safetensors or a PyTorch checkpoint\n  found:    a web page\n  fix:      fetch the file again: the server sent a page in its place", Assert.Throws<PointwiseException>(() => Open(path)).Message);
        Assert.Equal("file is empty", Assert.Throws<PointwiseException>(() => Open(folder.Write("e.pth", []))).Problem);
    }

    [Fact]
    public void Open_WeightsOfNoNetworkOfTheCatalog_AsksForIt()
    {
        string path = folder.Write("w.safetensors", SafetensorsBytesOf(new SafetensorsWriter().Add("a", new Tensor(new Shape(2, 3)))));
        Assert.Equal($"{path}: weights without a network\n  expected: names and shapes of a network of the catalog, or --network NAME\n  found:    1 tensors that fit none\n  fix:      name the network by --network: a name of pointwise models, or a network file",
            Assert.Throws<PointwiseException>(() => Open(path)).Message);
        Assert.Throws<PointwiseException>(() => Open(path, new ModelOptions { Network = "nin" }));
        Assert.Equal("a network file in YAML", Assert.Throws<PointwiseException>(() => Open(path, new ModelOptions { Network = folder.File("absent") })).Expected);
    }

    [Fact]
    public void Open_AModelFile_TakesWhatIsSaidBesideIt()
    {
        string path = folder.File("m.safetensors");
        using (Model model = SmallWeights.Model()) ModelFile.Save(model, path);
        string labels = folder.Write("labels.txt", Labels);
        using Model plain = Open(path), other = Open(path, new ModelOptions { Labels = labels, PreprocessingName = "unit", Input = new Shape(1, 1, 56, 56) });
        Assert.Empty(plain.Labels);
        Assert.Equal("digit 9", other.Labels[9]);
        Assert.Equal(new Preprocessing { ResizeShortSide = 56, Channels = ChannelOrder.Grey, Mean = [0], Deviation = [1] }, other.Preprocessing);
        Assert.Equal(new Shape(1, 1, 56, 56), other.Graph.Input.Shape);
        Assert.Equal("brings its own network", Assert.Throws<PointwiseException>(() => Open(path, new ModelOptions { Network = "nin" })).Problem);
        Assert.Equal("labels do not fit the network", Assert.Throws<PointwiseException>(() => Open(path, new ModelOptions { Labels = folder.Write("few.txt", "a\nb\n"u8.ToArray()) })).Problem);
    }

    [Fact]
    public void Open_WhatIsNeitherNameNorFile_SaysSo()
    {
        Assert.Equal("no such file", Assert.Throws<PointwiseException>(() => Open("absent.onnx")).Problem);
        Assert.Equal("no such file", Assert.Throws<PointwiseException>(() => Open("./googlenet")).Problem);
        Assert.Equal("no such model", Assert.Throws<PointwiseException>(() => Open("googelnet")).Problem);
    }

    [Theory]
    [InlineData("imagenet", 224, 256, "Rgb")]
    [InlineData("caffe", 224, 256, "Bgr")]
    [InlineData("inception", 299, 342, "Rgb")]
    [InlineData("unit", 32, 32, "Rgb")]
    public void Preprocessing_ByAWord_IsInProportionToTheInput(string word, int side, int resized, string channels)
    {
        Preprocessing read = PreprocessingChoice.Read(word, new Shape(1, 3, side, side), Limits.Default);
        Assert.Equal((resized, channels), (read.ResizeShortSide, read.Channels.ToString()));
    }

    [Fact]
    public void Preprocessing_OfTheCatalog_IsThatOfTheWords()
    {
        Assert.Equal(ArchitectureCatalog.Get("googlenet").Preprocessing, PreprocessingChoice.Read("caffe", new Shape(1, 3, 224, 224), Limits.Default));
        Assert.Equal(ArchitectureCatalog.Get("resnet50").Preprocessing, PreprocessingChoice.Read("imagenet", new Shape(1, 3, 224, 224), Limits.Default));
        Assert.Equal(ArchitectureCatalog.Get("inception-v3").Preprocessing, PreprocessingChoice.Read("inception", new Shape(1, 3, 299, 299), Limits.Default));
    }

    [Fact]
    public void Preprocessing_AsAFile_IsReadAndAWrongWordGetsTheNearest()
    {
        string path = folder.Write("p.json", """{"resize_short_side": 40, "channels": "bgr", "scale": 1, "mean": [1, 2, 3], "deviation": [2], "interpolation": "area"}"""u8.ToArray());
        Assert.Equal(new Preprocessing { ResizeShortSide = 40, Channels = ChannelOrder.Bgr, Scale = 1, Mean = [1, 2, 3], Deviation = [2], Interpolation = Interpolation.Area }, PreprocessingChoice.Read(path, new Shape(1, 3, 32, 32), Limits.Default));
        Assert.Equal("--preprocessing: no such preprocessing\n  expected: imagenet, inception, caffe, unit, bytes, or a JSON file\n  found:    cafe\n  fix:      did you mean caffe? name one of these", Assert.Throws<PointwiseException>(() => PreprocessingChoice.Read("cafe", new Shape(1, 3, 32, 32), Limits.Default)).Message);
        Assert.Equal("no such file", Assert.Throws<PointwiseException>(() => PreprocessingChoice.Read("absent.json", new Shape(1, 3, 32, 32), Limits.Default)).Problem);
    }

    private static Model Open(string nameOrPath, ModelOptions? options = null) => Models.Open(nameOrPath, options, TestContext.Current.CancellationToken);

    private static OpenedModel OpenFile(string path) => Models.OpenFile(path, null, TestContext.Current.CancellationToken);

    private static byte[] SafetensorsBytesOf(SafetensorsWriter writer) => Pointwise.Tests.Formats.SafetensorsBytes.Written(writer);
}
