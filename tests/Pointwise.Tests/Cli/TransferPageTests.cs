using System.Text.RegularExpressions;
using Pointwise.Architectures;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Tests.Cli.Runs;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The commands of docs/transfer.md, one after the other as printed, with a small network under the published one's name and for one epoch.</summary>
public sealed partial class TransferPageTests : IDisposable
{
    private readonly PictureFolder folder = new(0);

    public TransferPageTests()
    {
        foreach (string part in (string[])["train", "val"])
            for (int i = 0; i < 10; i++) folder.Add($"flowers5/{part}/{(i % 2 == 0 ? "daisy" : "roses")}/{i}.png", 40, i % 2, (ulong)(i + part.Length * 100));
        Graph graph = ArchitectureCatalog.Get("tiny-inception").Build(new Shape(1, 3, 28, 28), 20);
        using var published = new Model(graph, Parameters.Initialize(graph, 1)) { AnsweringHead = "main" };
        OnnxExport.Save(published, folder.File("bvlc_googlenet.onnx"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Commands_OfThePage_WorkOneAfterTheOther()
    {
        string[] commands = PageCommands.Of("transfer.md");
        Assert.Equal(["train", "eval", "convert", "classify", "eval"], commands.Select(c => c.Split(' ')[0]));
        string[] printed = [.. commands.Select(Run)];
        Assert.Contains("checked on a drawn picture: 2 values, the same bits", printed[2], StringComparison.Ordinal);
        Assert.Equal(printed[1].Split('\n')[0], printed[4].Split('\n')[0]);
        Assert.True(File.Exists(folder.File("flowers.html")));
    }

    private string Run(string command)
    {
        CommandLine run = CommandLine.Run([.. command.Replace("--epochs 5", "--epochs 1", StringComparison.Ordinal).Split(' ').Select(word => PathWord().IsMatch(word) ? folder.File(word) : word)]);
        Assert.True(run.ExitCode == 0, $"{command}\n{run.Error}");
        return run.Out;
    }

    [GeneratedRegex(@"^(flowers5|runs)(/|$)|\.(safetensors|onnx|html)$", RegexOptions.CultureInvariant)]
    private static partial Regex PathWord();
}
