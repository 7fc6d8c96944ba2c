using System.Text.RegularExpressions;
using Pointwise.Architectures;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Masks;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands of docs/segmentation.md as printed, with few small pictures under the data set's name and for one epoch.</summary>
public sealed partial class SegmentationPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SegmentationPageTests()
    {
        string camvid = folder.File("camvid");
        foreach ((string part, int count) in ((string, int)[])[("train", 4), ("val", 1), ("test", 1)]) new DrawnMasks(count, 60, 70).Write(camvid, part);
        File.WriteAllLines(Path.Combine(camvid, "classes.txt"), ["sky", "road", "ignore"]);
        Graph graph = ArchitectureCatalog.Get("googlenet").Build(new Shape(1, 3, 64, 64), 3);
        using var published = new Model(graph, Parameters.Initialize(graph, 1)) { AnsweringHead = "main" };
        OnnxExport.Save(published, folder.File("bvlc_googlenet.onnx"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Commands_OfThePage_WorkAsPrinted()
    {
        string[] commands = PageCommands.Of("segmentation.md");
        Assert.Contains("explain 20x72x256 --kernel 1 --filters 2", commands);
        string page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "segmentation.md")).ReplaceLineEndings("\n");
        foreach (string command in commands)
        {
            string printed = Run(command);
            if (page.Contains($"$ pointwise {command}\n", StringComparison.Ordinal)) Assert.Contains($"$ pointwise {command}\n{printed.TrimEnd('\n')}\n", page, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(folder.File("runs/camvid/model.safetensors")));
        Assert.Contains(CommandLine.Run("cost", "fcn8s-vgg16", "--input", "160x576x3").Out.Split('\n'), row => row.Length > 0 && row.StartsWith("score_8", StringComparison.Ordinal) && page.Contains(row, StringComparison.Ordinal));
    }

    private string Run(string command)
    {
        CommandLine run = CommandLine.Run([.. Epochs().Replace(command, "--epochs 1").Split(' ').Select(word => PathWord().IsMatch(word) ? folder.File(word) : word)]);
        Assert.True(run.ExitCode == 0, $"{command}\n{run.Error}");
        return run.Out;
    }

    [GeneratedRegex(@"--epochs \d+", RegexOptions.CultureInvariant)]
    private static partial Regex Epochs();

    [GeneratedRegex(@"^(camvid|runs|segmented)(/|$)|\.(safetensors|onnx|html)$", RegexOptions.CultureInvariant)]
    private static partial Regex PathWord();
}
