using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats;

public class ModelFileTests
{
    [Fact]
    public void Load_OfWhatWasSaved_GivesTheModel()
    {
        using var folder = new TemporaryFolder();
        using Model model = SmallModels.Model();
        ModelFile.Save(model, folder.File("m.safetensors"));
        using Model read = ModelFile.Load(folder.File("m.safetensors"));
        Assert.Equal(model.Graph, read.Graph);
        Assert.Equal(model.Labels, read.Labels);
        Assert.Equal(model.Preprocessing, read.Preprocessing);
        Assert.Equal(model.AnsweringHead, read.AnsweringHead);
        Assert.Equal(model.Provenance, read.Provenance);
        Assert.Equal(model.Parameters.Names, read.Parameters.Names);
        foreach (string name in model.Parameters.Names) Assert.Equal(model.Parameters[name].Values, read.Parameters[name].Values);
    }

    [Fact]
    public void Save_OfWhatWasLoaded_OverTheSameFile_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("m.safetensors", SmallModels.File());
        using Model model = ModelFile.Load(path);
        ModelFile.Save(model, path);
        Assert.Equal(SmallModels.File(), File.ReadAllBytes(path));
        Assert.Equal(["m.safetensors"], folder.Names);
    }

    [Fact]
    public void Save_OfAnyModel_OpensWithAnIndependentParser()
    {
        var parts = SafetensorsBytes.TakeApart(SmallModels.File());
        Assert.Equal(["aux.fc.bias", "aux.fc.weight", "conv.bias", "conv.weight", "fc.weight"], parts.Tensors.Keys);
        Assert.Equal([2, 1, 3, 3], parts.Tensors["conv.weight"].Shape);
        Assert.Equal("pointwise", parts.Metadata["format"]);
        Assert.Equal("1", parts.Metadata["version"]);
        Assert.Equal("mean", parts.Metadata["pointwise.head"]);
        Assert.Equal("""["Katze","дог","\"<\uD83D\uDC26>\""]""", parts.Metadata["pointwise.labels"]);
        Assert.Equal("""{"resize_short_side":7,"channels":"grey","scale":0.003921569,"mean":[0.1307],"deviation":[0.3081],"interpolation":"area"}""", parts.Metadata["pointwise.preprocessing"]);
        Assert.Equal("""{"Optimiser":"sgd","data":"-","seed":"3"}""", parts.Metadata["pointwise.provenance"]);
        Assert.StartsWith("""{"name":"small","nodes":[{"name":"input","operator":"Input","attributes":{"shape":[1,1,6,6]},"inputs":[],"shape":[1,1,6,6]},{"name":"conv","operator":"Conv2D",""",
            parts.Metadata["pointwise.graph"], StringComparison.Ordinal);
        Assert.EndsWith("""],"heads":[{"name":"main","node":"fc","loss_weight":1},{"name":"aux1","node":"aux.fc","loss_weight":0.3}]}""", parts.Metadata["pointwise.graph"], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TensorsOnly_NamesTheFix()
    {
        byte[] file = SafetensorsBytes.Written(new SafetensorsWriter().Metadata("format", "pt").Add("w", new Tensor(new Shape(1))));
        Assert.Equal("""
            test: holds tensors only, no network
              expected: a model file: format pointwise in its metadata
              found:    1 tensors, format pt
              fix:      name the network these weights belong to and give this file as its weights
            """, Assert.Throws<PointwiseException>(() => SmallModels.Read(file)).Message);
    }

    [Fact]
    public void Load_ValuesNotFinite_Warns()
    {
        using Model model = SmallModels.Model();
        model.Parameters["fc.weight"].Values[0] = float.NaN;
        var warnings = new List<string>();
        using Model read = SmallModels.Read(SafetensorsBytes.Written(ModelFile.Write(model)), warn: warnings.Add);
        Assert.Equal(["test: tensor fc.weight: 1 of 216 values are not finite"], warnings);
    }

    [Fact]
    public void Load_OfHalfPrecision_GivesRoundedWeightsAndTheRestAsItIs()
    {
        using Model model = SmallModels.Model();
        byte[] file = SafetensorsBytes.Written(ModelFile.Write(model, ElementType.F16));
        using Model read = SmallModels.Read(file);
        foreach (string name in model.Parameters.Names)
            Assert.Equal(model.Parameters[name].Values.ToArray().Select(v => model.Parameters[name].Shape.Rank > 1 ? (float)(Half)v : v), read.Parameters[name].Values.ToArray());
    }

    [Fact]
    public void Load_MoreThanTheNetworkNeeds_KeepsTensorsAndIgnoresOtherMetadata()
    {
        byte[] file = SmallModels.With(SmallModels.File(), "somebody.else", "{");
        file = SmallModels.WithTensors(file, (writer, entry, bytes) =>
        {
            writer.Add(entry.Name, entry.Type, entry.Shape, bytes);
            if (entry.Name == "conv.bias") writer.Add("averages", ElementType.F32, new Shape(1), new byte[4]).Add("step", ElementType.I64, new Shape(), new byte[8]);
        });
        using Model read = SmallModels.Read(file);
        Assert.Equal(["conv.weight", "conv.bias", "aux.fc.weight", "aux.fc.bias", "fc.weight", "averages"], read.Parameters.Names);
    }

    [Theory]
    [InlineData("pointwise.graph")]
    [InlineData("pointwise.head")]
    [InlineData("pointwise.labels")]
    [InlineData("pointwise.preprocessing")]
    [InlineData("pointwise.provenance")]
    public void Load_PartMissingOrTooLong_NamesIt(string key)
    {
        Assert.Equal($"{key} is missing", Refusal(SmallModels.With(SmallModels.File(), key, null)).Problem);
        var e = Assert.Throws<PointwiseException>(() => SmallModels.Read(SmallModels.With(SmallModels.File(), key, new string(' ', 5000)), new Limits { TextBytes = 4000 }));
        Assert.Equal((($"{key} is too long"), "at most 4000 bytes (limit TextBytes)"), (e.Problem, e.Expected));
    }

    [Theory]
    [InlineData("version", "2", "model file of another version")]
    [InlineData("version", null, "model file of another version")]
    [InlineData("pointwise.head", "mian", "no such answering head")]
    [InlineData("pointwise.labels", "[\"a\",\"b\"]", "labels do not fit the network")]
    [InlineData("pointwise.labels", "[\"a\",\"b\",3]", "a label is wrong")]
    [InlineData("pointwise.labels", "{}", "labels is wrong")]
    [InlineData("pointwise.labels", "[\"a\",\"b\",\"c\"] []", "not JSON")]
    [InlineData("pointwise.provenance", "{\"a\":\"1\",\"a\":\"2\"}", "key given twice")]
    [InlineData("pointwise.provenance", "{\"a\":1}", "provenance a is wrong")]
    [InlineData("pointwise.graph", "", "not JSON")]
    [InlineData("pointwise.graph", "[]", "the graph is wrong")]
    [InlineData("pointwise.graph", "{}", "name is missing")]
    public void Load_PartThatIsWrong_SaysWhat(string key, string? value, string problem)
    {
        PointwiseException e = Refusal(SmallModels.With(SmallModels.File(), key, value));
        Assert.Equal(problem, e.Problem);
        Assert.StartsWith("test: ", $"{e.Where}: ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"resize_short_side\":7", "\"resize_short_side\":-1", "resize_short_side is wrong")]
    [InlineData("\"resize_short_side\":7", "\"resize_short_side\":1e9", "resize_short_side is wrong")]
    [InlineData("\"resize_short_side\":7,", "", "resize_short_side is missing")]
    [InlineData("\"resize_short_side\":7,", "\"resize_short_side\":7,\"resize_short_side\":7,", "key given twice")]
    [InlineData("\"grey\"", "\"gray\"", "channels is wrong")]
    [InlineData("\"grey\"", "\"rgb\"", null)]
    [InlineData("\"grey\"", "\"grey\",\"new\":[1]", null)]
    [InlineData("[0.1307]", "[0.1,0.2]", "mean is wrong")]
    [InlineData("[0.1307]", "[0.1,0.2,0.3]", "mean is wrong")]
    [InlineData("[0.1307]", "[0.1,0.2,0.3,0.4]", "mean is wrong")]
    [InlineData("[0.1307]", "[1e60]", "mean is wrong")]
    [InlineData("[0.3081]", "[0]", "deviation is wrong")]
    [InlineData("[0.3081]", "[]", "deviation is wrong")]
    [InlineData("\"area\"", "\"bilinaer\"", "interpolation is wrong")]
    [InlineData("\"area\"", "\"lanczos\"", null)]
    [InlineData("\"area\"", "\"area\",\"stretch\":false", null)]
    [InlineData("\"area\"", "\"area\",\"stretch\":true", "stretch is wrong")]
    [InlineData("\"area\"", "\"area\",\"stretch\":1", "stretch is wrong")]
    [InlineData("\"area\"", "\"area\",\"stretch\":false,\"stretch\":false", "key given twice")]
    public void Load_OtherPreprocessing_IsCheckedAndRead(string old, string now, string? problem)
    {
        const string Key = "pointwise.preprocessing";
        byte[] file = SmallModels.File();
        byte[] changed = SmallModels.With(file, Key, SafetensorsBytes.TakeApart(file).Metadata[Key].Replace(old, now, StringComparison.Ordinal));
        if (problem is null) SmallModels.Read(changed).Dispose();
        else Assert.Equal(problem, Refusal(changed).Problem);
    }

    [Fact]
    public void Save_StretchingPreprocessing_IsReadBack()
    {
        using var folder = new TemporaryFolder();
        using Model model = SmallModels.Model();
        Preprocessing stretching = model.Preprocessing with { ResizeShortSide = 0, Stretch = true, Interpolation = Interpolation.Lanczos };
        ModelFile.Save(model with { Preprocessing = stretching }, folder.File("m"));
        using Model read = ModelFile.Load(folder.File("m"));
        Assert.Equal(stretching, read.Preprocessing);
    }

    [Fact]
    public void Load_TensorsThatDoNotFit_NamesTheTensor()
    {
        byte[] missing = SmallModels.WithTensors(SmallModels.File(), (w, e, bytes) => w.Add(e.Name == "fc.weight" ? "fc.wait" : e.Name, e.Type, e.Shape, bytes));
        Assert.Equal("no tensor fc.weight", Refusal(missing).Problem);
        byte[] turned = SmallModels.WithTensors(SmallModels.File(), (w, e, bytes) => w.Add(e.Name, e.Type, e.Name == "fc.weight" ? new Shape(72, 3) : e.Shape, bytes));
        PointwiseException e = Refusal(turned);
        Assert.Equal(("test: small: fc.weight", "tensor of another shape", "[3,72]", "[72,3]"), (e.Where, e.Problem, e.Expected, e.Found));
        byte[] integers = SmallModels.WithTensors(SmallModels.File(), (w, e, bytes) => w.Add(e.Name, e.Name == "fc.weight" ? ElementType.I32 : e.Type, e.Shape, bytes));
        Assert.Equal("no tensor fc.weight", Refusal(integers).Problem);
    }

    [Fact]
    public void Save_PartsThatDoNotFit_LeavesTheOldFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("m", [1, 2, 3]);
        using Model model = SmallModels.Model();
        Model[] wrong =
        [
            model with { Labels = ["one"] }, model with { AnsweringHead = "none" }, model with { Parameters = new Parameters() }, model with { Labels = ["a", "b", "\uD800"] },
            model with { Preprocessing = new Preprocessing { Scale = float.NaN } }, model with { Graph = model.Graph with { Heads = [] } },
        ];
        foreach (Model one in wrong) Assert.Throws<PointwiseException>(() => ModelFile.Save(one, path));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["m"], folder.Names);
    }

    private static PointwiseException Refusal(byte[] file) => Assert.Throws<PointwiseException>(() => SmallModels.Read(file).Dispose());
}
