using System.Text.RegularExpressions;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Formats.Torch;
using Xunit;

namespace Pointwise.Tests.Formats;

public partial class WeightsFileTests
{
    [Theory]
    [InlineData("googlenet-bn", true)]
    [InlineData("googlenet-bn", false)]
    [InlineData("inception-v3", true)]
    [InlineData("inception-v3", false)]
    [InlineData("resnet50", false)]
    [InlineData("densenet121", false)]
    [InlineData("squeezenet1_1", false)]
    public void Read_TorchvisionsStateDict_FillsTheNetworkWithItsHeadsOrWithout(string network, bool heads)
    {
        using var folder = new TemporaryFolder();
        Architecture architecture = ArchitectureCatalog.Get(network);
        string path = folder.Write("weights.pth", StateDict(architecture.Build(heads: true), "", name => name));
        Graph graph = architecture.Build(heads: heads);
        using Parameters parameters = WeightsFile.Read(path, graph);
        Assert.Equal(graph.Parameters.Select(p => p.Name), parameters.Names);
        parameters.CheckFit(graph);
    }

    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    [InlineData("state_dict.")]
    [InlineData("state_dict.module.")]
    [InlineData("model.")]
    [InlineData("checkpoint.best.net.")]
    public void Read_WhateverContainerTheyLieIn_FindsTheWeights(string container)
    {
        using var folder = new TemporaryFolder();
        Graph graph = SmallModels.Graph();
        string[] keys = container.Split('.', StringSplitOptions.RemoveEmptyEntries);
        using Parameters parameters = WeightsFile.Read(folder.Write("w.pt", StateDict(graph, container, name => name)), graph);
        Assert.Equal(graph.Parameters.Select(p => p.Name), parameters.Names);
        Assert.Equal([0f, 1, 2], parameters["conv.weight"].Values[..3]);
        Assert.Equal(keys.Length, container.Count(c => c == '.'));
    }

    [Fact]
    public void Read_WeightsBesideTheirAverages_TakesTheUsualOnes()
    {
        using var folder = new TemporaryFolder();
        Graph graph = SmallModels.Graph();
        byte[] file = SafetensorsBytes.Written(Filled(graph, 2, "ema.", Filled(graph, 1, "state_dict.", new SafetensorsWriter())));
        using Parameters parameters = WeightsFile.Read(folder.Write("w", file), graph);
        Assert.All(parameters["fc.weight"].Values.ToArray(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void Read_FirstDenseNetsNames_AreTodays()
    {
        Graph graph = ArchitectureCatalog.Get("densenet121").Build();
        using var folder = new TemporaryFolder();
        string path = folder.Write("densenet.pth", StateDict(graph, "", name => DenseLayer().Replace(name, "$1.$2.")));
        using Parameters parameters = WeightsFile.Read(path, graph);
        parameters.CheckFit(graph);
    }

    [Fact]
    public void Read_TensorsMissing_ListsAllWithTheNearestNames()
    {
        using var folder = new TemporaryFolder();
        Graph graph = SmallModels.Graph();
        string path = folder.Write("w.pth", StateDict(graph, "module.", name => name == "fc.weight" ? "fc.wieght" : name == "conv.bias" ? "zzz" : name));
        var e = Assert.Throws<PointwiseException>(() => WeightsFile.Read(path, graph));
        Assert.Equal(($"{path}: small", "tensors are missing"), (e.Where, e.Problem));
        Assert.Equal("5 tensors, conv.bias, fc.weight (the file has fc.wieght) among them", e.Expected);
        Assert.Equal("5 tensors, not of the network: zzz, fc.wieght", e.Found);
    }

    [Fact]
    public void Read_AnotherNetworksWeights_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("w.pth", StateDict(SmallModels.Graph(), "", name => $"x{name.Replace('.', '_')}"));
        Assert.Equal("holds other tensors than the network's", Assert.Throws<PointwiseException>(() => WeightsFile.Read(path, SmallModels.Graph())).Problem);
    }

    [Fact]
    public void Read_ShapesThatDiffer_AreListed()
    {
        using var folder = new TemporaryFolder();
        Architecture tiny = ArchitectureCatalog.Get("tiny-inception");
        string path = folder.Write("w.pth", StateDict(tiny.Build(tiny.InputShape, 7), "", name => name));
        var e = Assert.Throws<PointwiseException>(() => WeightsFile.Read(path, tiny.Build()));
        Assert.Equal("tensors of another shape", e.Problem);
        Assert.Matches(@"^\w+\.weight \[10,\d+\], \w+\.bias \[10\]$", e.Expected);
        Assert.Matches(@"^\[7,\d+\], \[7\]$", e.Found);
    }

    [Fact]
    public void Read_WeightsWithoutAPlace_AreNamedButCountersAreNot()
    {
        using var folder = new TemporaryFolder();
        Graph graph = SmallModels.Graph();
        SafetensorsWriter writer = Filled(graph, 1, "", new SafetensorsWriter()).Add("conv.num_batches_tracked", ElementType.I64, new Shape(), new byte[8]).Add("epoch", ElementType.I32, new Shape(1), new byte[4]);
        WeightsFile.Read(folder.Write("w", SafetensorsBytes.Written(writer)), graph).Dispose();
        writer.Add("layer9.weight", ElementType.F32, new Shape(1), new byte[4]);
        var e = Assert.Throws<PointwiseException>(() => WeightsFile.Read(folder.Write("w", SafetensorsBytes.Written(writer)), graph));
        Assert.Equal(("holds tensors that the network has no place for", "beside them layer9.weight"), (e.Problem, e.Found));
    }

    [Fact]
    public void Read_OfAModelFile_TakesItsWeights()
    {
        using var folder = new TemporaryFolder();
        using Model model = SmallModels.Model();
        using Parameters parameters = WeightsFile.Read(folder.Write("m", SmallModels.File()), model.Graph);
        foreach (string name in parameters.Names) Assert.Equal(model.Parameters[name].Values, parameters[name].Values);
    }

    [Fact]
    public void Read_ValuesNotFinite_Warns()
    {
        using var folder = new TemporaryFolder();
        Graph graph = SmallModels.Graph();
        var warnings = new List<string>();
        string path = folder.Write("w", SafetensorsBytes.Written(Filled(graph, float.NaN, "", new SafetensorsWriter())));
        WeightsFile.Read(path, graph, warn: warnings.Add).Dispose();
        Assert.Equal(graph.Parameters.Count(), warnings.Count);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>", "a web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0", "a pointer of Git LFS, not the file it stands for")]
    [InlineData("name: net\n", "text")]
    [InlineData("\b\u0003\u0012\u0004", "an ONNX model")]
    public void Read_WhatHoldsNoTensors_SaysWhatItIs(string content, string what)
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<PointwiseException>(() => WeightsFile.Read(folder.Write("w.pth", [.. content.Select(c => (byte)c)]), SmallModels.Graph()));
        Assert.Equal(("holds no tensors that are read", what), (e.Problem, e.Found));
        Assert.Equal("file is empty", Assert.Throws<PointwiseException>(() => WeightsFile.Read(folder.Write("e", []), SmallModels.Graph())).Problem);
        Assert.Equal("no such file", Assert.Throws<PointwiseException>(() => WeightsFile.Read(folder.File("none"), SmallModels.Graph())).Problem);
    }

    [GeneratedRegex(@"(denselayer\d+\.(?:norm|conv))(\d)\.")]
    private static partial Regex DenseLayer();

    /// <summary>Every parameter of a network on one storage of halves that count from 0, with batch norm's counters.</summary>
    private static byte[] StateDict(Graph graph, string container, Func<string, string> rename)
    {
        int most = (int)graph.Parameters.Max(p => p.Shape.Elements);
        IEnumerable<(string, SampleTensor)> tensors = graph.Parameters.Select(p => (container + rename(p.Name),
            SampleTensor.Whole("0", "Half", [.. p.Shape.ToArray().Select(e => (long)e)]) with { Elements = most }));
        IEnumerable<(string, SampleTensor)> counters = graph.Nodes.Where(n => n.Operator is BatchNorm).Select(n => ($"{container}{n.Name}.num_batches_tracked", SampleTensor.Whole("1", "Long")));
        byte[] halves = [.. Enumerable.Range(0, most).SelectMany(i => BitConverter.GetBytes((Half)(i % 1024)))];
        return TorchBytes.Archive(PickleBuilder.Begin().StateDict([.. tensors, .. counters]).Done, ("0", halves), ("1", new byte[8]));
    }

    private static SafetensorsWriter Filled(Graph graph, float value, string container, SafetensorsWriter writer)
    {
        foreach (ParameterSpec spec in graph.Parameters)
        {
            var tensor = new Tensor(spec.Shape);
            tensor.Values.Fill(value);
            writer.Add(container + spec.Name, tensor);
        }

        return writer;
    }
}
