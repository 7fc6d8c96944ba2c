using System.Text.Json;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Formats.Torch;
using Pointwise.Tests.Zoo;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>pull, info and convert, and what the other verbs take for a model.</summary>
public sealed class ModelVerbsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Weights => folder.Write("w.pth.bin", SmallWeights.File());

    private string Saved
    {
        get
        {
            using Model model = SmallWeights.Model();
            ModelFile.Save(model with { Labels = [.. Enumerable.Range(0, 10).Select(i => $"digit {i}")], Provenance = model.Provenance.Add("seed", "5") }, folder.File("m.safetensors"));
            return folder.File("m.safetensors");
        }
    }

    [Fact]
    public void Pull_WithoutAName_ListsWhatThereIs()
    {
        CommandLine run = CommandLine.Run("pull", "--cache", folder.File("cache"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(run.Lines, line => line.StartsWith("resnet50 ", StringComparison.Ordinal) && line.Contains("BSD-3-Clause", StringComparison.Ordinal));
        Assert.Equal($"cache: {folder.File("cache")}", run.Lines[^1]);
        JsonElement models = JsonDocument.Parse(CommandLine.Run("pull", "--cache", folder.File("cache"), "--json").Out).RootElement.GetProperty("models");
        Assert.Equal(9, models.GetArrayLength());
        Assert.False(models[0].GetProperty("cached").GetBoolean());
        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("resnet51", "did you mean resnet50?")]
    [InlineData("nin", "train it: pointwise train PICTURES --network nin")]
    [InlineData("squeezenet1_0", "pull squeezenet1_0 --accept-unverified")]
    [InlineData("resnet50 --mirror nowhere", "--mirror: no address")]
    [InlineData("resnet50 --mirror http://models.example.org/", "an unsafe address")]
    public void Pull_WhatIsNotPossible_FailsWithFourLines(string words, string problem)
    {
        CommandLine run = CommandLine.Run(["pull", "--cache", folder.File("cache"), .. words.Split(' ')]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Matches(@"\n  expected: .+\n  found:    .+\n  fix:      .+\n\z", run.Error);
    }

    [Fact]
    public void Info_OfAModelFile_TellsWhatIsInIt()
    {
        CommandLine run = CommandLine.Run("info", Saved, "--svg", folder.File("m.svg"), "--html", folder.File("m.html"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("format         model file", run.Lines);
        Assert.Contains("network        tiny-inception", run.Lines);
        Assert.Contains("input          input [1,1,28,28]", run.Lines);
        Assert.Contains("output         main [1,10], answers", run.Lines);
        Assert.Contains("preprocessing  short side to 28 (bilinear), centre 28x28, grey, (v/255 - 0.1307) / 0.3081", run.Lines);
        Assert.Contains("labels         10: digit 0; digit 1; digit 2; digit 3; …", run.Lines);
        Assert.Contains("seed           5", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("operators      ", StringComparison.Ordinal) && line.Contains("3 Concat", StringComparison.Ordinal));
        Assert.Contains("<svg ", File.ReadAllText(folder.File("m.svg")), StringComparison.Ordinal);
        Assert.Contains("What it costs", File.ReadAllText(folder.File("m.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Info_AsJson_HoldsTheSameAndItsPreprocessingServesAsAFile()
    {
        JsonElement root = JsonDocument.Parse(CommandLine.Run("info", Saved, "--json").Out).RootElement;
        Assert.Equal("model file", root.GetProperty("format").GetString());
        Assert.Equal([1, 1, 28, 28], root.GetProperty("inputs")[0].GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(10, root.GetProperty("labels").GetArrayLength());
        Assert.Equal("5", root.GetProperty("provenance").GetProperty("seed").GetString());
        Assert.True(root.GetProperty("cost").GetProperty("total").GetProperty("multiply_adds").GetInt64() > 1_000_000);
        File.WriteAllText(folder.File("p.json"), root.GetProperty("preprocessing").GetRawText());
        CommandLine run = CommandLine.Run("info", Weights, "--preprocessing", folder.File("p.json"), "--json");
        Assert.Equal(root.GetProperty("preprocessing").GetRawText(), JsonDocument.Parse(run.Out).RootElement.GetProperty("preprocessing").GetRawText());
    }

    [Fact]
    public void Info_OfADamagedFile_DescribesWhatCanBeRead()
    {
        byte[] whole = File.ReadAllBytes(Saved);
        string path = folder.Write("cut.safetensors", whole[..^4000]);
        CommandLine run = CommandLine.Run("info", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("format         a model file, damaged", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("tensors ", StringComparison.Ordinal) && line.EndsWith("is not there", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.EndsWith("lost", StringComparison.Ordinal));
        Assert.Contains("data is cut off", run.Error, StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(CommandLine.Run("info", path, "--json").Out).RootElement;
        Assert.True(root.GetProperty("damaged").GetBoolean());
        Assert.Contains(root.GetProperty("tensors").EnumerateArray(), t => t.TryGetProperty("lost", out _));
    }

    [Fact]
    public void Info_OfWeightsWhoseNetworkNobodyKnows_ListsTheirTensors()
    {
        string path = folder.Write("w.pth", TorchBytes.SmallArchive());
        CommandLine run = CommandLine.Run("info", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("format         a PyTorch checkpoint", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("state_dict.module.a.weight ", StringComparison.Ordinal) && line.EndsWith("[2,3]", StringComparison.Ordinal));
        Assert.Contains("weights without a network", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_WeightsAlone_GivesAModelFileWithTheSameAnswers()
    {
        string labels = folder.Write("labels.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"u8.ToArray()), weights = Weights;
        CommandLine run = CommandLine.Run("convert", weights, folder.File("out.safetensors"), "--labels", labels);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("safetensors to model file, ", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal("checked on a drawn picture: 10 values, the same bits", run.Lines[^2]);
        Assert.Equal($"wrote {folder.File("out.safetensors")}", run.Lines[^1]);
        using Model model = ModelFile.Load(folder.File("out.safetensors"));
        Assert.Equal("j", model.Labels[9]);
        Assert.Equal("safetensors", model.Provenance["converted_from"]);
        Assert.Equal(["labels.txt", "out.safetensors", "w.pth.bin"], folder.Names);
    }

    [Theory]
    [InlineData("", "the same bits")]
    [InlineData("--fp16", "the same answer")]
    public void Convert_ToOnnxAndBack_KeepsAnswersLabelsAndPreprocessing(string option, string agreement)
    {
        string saved = Saved;
        CommandLine there = CommandLine.Run(["convert", saved, folder.File("m.onnx"), .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]), back = CommandLine.Run("convert", folder.File("m.onnx"), folder.File("back.safetensors"));
        Assert.True(there.ExitCode == 0, there.Error);
        Assert.True(back.ExitCode == 0, back.Error);
        Assert.StartsWith("model file to ONNX opset 17, ", there.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith(agreement, there.Lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("ONNX opset 17 to model file, ", back.Lines[0], StringComparison.Ordinal);
        using Model before = ModelFile.Load(saved), after = ModelFile.Load(folder.File("back.safetensors"));
        Assert.Equal(before.Labels, after.Labels);
        Assert.Equal(before.Preprocessing, after.Preprocessing);
    }

    [Fact]
    public void Convert_ToHalf_HalvesTheFileAndSaysHowNearTheAnswersAre()
    {
        string saved = Saved;
        PictureFile.SavePng(folder.File("p.png"), new Picture(40, 30, 3, new byte[3600]));
        CommandLine run = CommandLine.Run("convert", saved, folder.File("half.safetensors"), "--fp16", "--picture", folder.File("p.png"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement root = JsonDocument.Parse(run.Out).RootElement;
        Assert.InRange((double)root.GetProperty("bytes").GetInt64() / new FileInfo(saved).Length, 0.4, 0.62);
        Assert.Contains("weights rounded to float16", root.GetProperty("changes").EnumerateArray().Select(c => c.GetString()));
        Assert.InRange(root.GetProperty("largest_difference").GetDouble() / root.GetProperty("largest_value").GetDouble(), 1e-9, 0.01);
        Assert.Equal(folder.File("p.png"), root.GetProperty("picture").GetString());
    }

    [Theory]
    [InlineData("folded.safetensors")]
    [InlineData("folded.onnx")]
    public void Convert_Folding_TakesNormsIntoWeightsAndKeepsTheAnswers(string name)
    {
        Graph graph = ArchitectureCatalog.Get("resnet20").Build(batch: 1);
        using (var model = new Model(graph, Parity.Formula.Parameters(graph))) ModelFile.Save(model, folder.File("r.safetensors"));
        CommandLine run = CommandLine.Run("convert", folder.File("r.safetensors"), folder.File(name), "--fold");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("19 batch normalisations folded into the layers before them", run.Lines[1]);
        Assert.Matches(@"\Achecked on a drawn picture: 10 values, largest difference \d\.\de-[5678] of the largest value, the same answer\z", run.Lines[^2]);
        CommandLine back = CommandLine.Run("convert", folder.File(name), folder.File("back.safetensors"));
        Assert.True(back.ExitCode == 0, back.Error);
        using Model after = ModelFile.Load(folder.File("back.safetensors"));
        Assert.DoesNotContain(after.Graph.Nodes, n => n.Operator is Pointwise.Operators.BatchNorm);
        Assert.Equal(19, after.Graph.Nodes.Count(n => n.Operator is Pointwise.Operators.Conv2D { Bias: true }));
    }

    [Fact]
    public void Convert_FoldingWhatHasNoNorms_SaysSo()
    {
        Graph graph = ArchitectureCatalog.Get("nin").Build();
        using (var model = new Model(graph, Parameters.Initialize(graph, 1))) ModelFile.Save(model, folder.File("n.safetensors"));
        CommandLine run = CommandLine.Run("convert", folder.File("n.safetensors"), folder.File("same.safetensors"), "--fold");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("nothing to fold: no batch normalisation stands behind a layer that nothing else reads", run.Lines[1]);
    }

    [Theory]
    [InlineData("out.pth", "a name that ends in .safetensors or .onnx")]
    [InlineData("out", "no ending")]
    public void Convert_ToWhatCannotBeWritten_SaysSoFirst(string name, string expected)
    {
        CommandLine run = CommandLine.Run("convert", "absent", folder.File(name));
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Convert_IntoNoFolder_NamesTheFolder()
    {
        CommandLine run = CommandLine.Run("convert", Saved, folder.File("absent/out.onnx"));
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains($"{folder.File("absent/out.onnx")}: cannot be written\n  expected: a folder that exists", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_WithACheckpoint_TakesItsNetworkAndTheLabelsOfAFile()
    {
        PictureFile.SavePng(folder.File("p.png"), new Picture(28, 28, 1, new byte[784]));
        CommandLine run = CommandLine.Run("classify", folder.Write("w.pth", SmallWeights.Checkpoint(archive: true)), folder.File("p.png"), "--labels", folder.Write("labels.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"u8.ToArray()), "--top", "1", "--csv");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("weights of tiny-inception, by their names and shapes", run.Error, StringComparison.Ordinal);
        Assert.Matches(",[a-j],", run.Out);
    }

    [Fact]
    public void Classify_ByAName_UsesWhatLiesInTheCache()
    {
        const string Name = "squeezenet1_1", Variable = "POINTWISE_CACHE";
        PictureFile.SavePng(folder.File("p.png"), new Picture(300, 260, 3, new byte[300 * 260 * 3]));
        Environment.SetEnvironmentVariable(Variable, folder.File("cache"));
        try
        {
            CommandLine absent = CommandLine.Run("classify", Name, folder.File("p.png"), "--offline");
            Assert.Equal(1, absent.ExitCode);
            Assert.StartsWith($"{Name}: not in the cache, and nothing may be fetched\n", absent.Error, StringComparison.Ordinal);
            Directory.CreateDirectory(folder.File("cache"));
            Graph graph = ArchitectureCatalog.Get(Name).Build();
            using (Parameters weights = Parameters.Initialize(graph, 1))
            {
                var writer = new SafetensorsWriter();
                foreach (string tensor in weights.Names) writer.Add(tensor, weights[tensor]);
                writer.Save(folder.File("cache/squeezenet1_1-b8a52dc0.pth"));
            }

            File.WriteAllLines(folder.File("cache/synset.txt"), Enumerable.Range(0, 1000).Select(i => $"n{i:D8} thing {i}"));
            CommandLine run = CommandLine.Run("classify", Name, folder.File("p.png"), "--offline", "--top", "1", "--csv");
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Matches(@"thing \d+", run.Out);
            Assert.Contains("licence        BSD-3-Clause", CommandLine.Run("info", Name).Out, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Theory]
    [InlineData("cost")]
    [InlineData("show")]
    public void CostAndShow_OfAModelFile_AreThoseOfItsNetwork(string verb)
    {
        CommandLine run = CommandLine.Run(verb, Saved);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(CommandLine.Run(verb, SmallWeights.Network).Out, run.Out);
    }

    [Fact]
    public void Cost_OfStagesUnderOneScope_HasARowForEach()
    {
        string[] rows = [.. CommandLine.Run("cost", "densenet121", "--csv").Lines.Skip(1).Select(line => line.Split(',')[1])];
        Assert.Equal(["features.conv0", "features.pool0", "features.denseblock1", "features.transition1"], rows[..4]);
        Assert.Contains(CommandLine.Run("cost", "vgg16", "--csv").Lines, line => line.StartsWith("vgg16,features.28,", StringComparison.Ordinal));
        Assert.Contains(CommandLine.Run("cost", "squeezenet1_1", "--csv").Lines, line => line.StartsWith("squeezenet1_1,features.12,", StringComparison.Ordinal));
    }
}
