// The lines of the README stand here as a reader would write them, without a test's cancellation token.
#pragma warning disable xUnit1051
using System.Text.RegularExpressions;
using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Data.Sets;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Defaults;
using Xunit;

namespace Pointwise.Tests;

/// <summary>The code that README.md shows: it stands in this file word for word, compiles and runs.</summary>
public sealed partial class ReadmeCodeTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Code_OfTheReadme_StandsInThisFile()
    {
        string[] here = [.. Lines(File.ReadAllText(Path.Combine(TestData.Repository, "tests", "Pointwise.Tests", "ReadmeCodeTests.cs")))];
        Match block = Block().Match(File.ReadAllText(Path.Combine(TestData.Repository, "README.md")).ReplaceLineEndings("\n"));
        Assert.True(block.Success, "README.md shows no C#");
        int at = 0;
        foreach (string line in Lines(block.Groups[1].Value))
        {
            int found = Array.IndexOf(here, line, at);
            Assert.True(found >= 0, $"not in this file, or not in this order: {line}");
            at = found + 1;
        }
    }

    [Fact]
    public void Module_BuiltByHand_CostsWhatThePaperSaysAndRuns()
    {
        // Module 3a of GoogLeNet with ten classes behind it. Shapes are spoken N, C, H, W.
        var builder = new GraphBuilder("one-module");
        var module = new InceptionModule((input, name, filters, window) => input.Conv2D(name, filters, window, activation: Activation.Relu));
        Value x = builder.Input(new Shape(1, 192, 28, 28));
        x = module.Apply(x, "inception_3a", new InceptionWidths(64, 96, 128, 16, 32, 32));
        builder.Head("main", x.GlobalAveragePool().Flatten().Linear("linear", 10));
        Graph graph = builder.Build();
        long work = CostReport.Of(graph).Total.MultiplyAdds;

        // Untrained weights; a session for four pictures at a time, values in the order N, H, W, C.
        using var model = new Model(graph, Parameters.Initialize(graph, seed: 1));
        using var session = new Session(model, batch: 4);
        session.Input.Fill(0.5f);
        session.Run();
        ReadOnlySpan<float> scores = session.Output();

        Assert.Equal(128_049_152 + 2_560, work);
        Assert.Equal(new Shape(4, 10), session.OutputShape());
        Assert.Equal(40, scores.Length);
        Assert.False(scores.ContainsAnyExceptInRange(float.MinValue, float.MaxValue));
    }

    [Fact]
    public async Task Photographs_TrainedFromCode_AreScoredClassifiedAndWritten()
    {
        string folder = temporary.File("photos"), file = temporary.File("photos.safetensors");
        string photo = Write(folder, new DrawnShapes(120, 1));
        var frame = new byte[256 * 48];

        // Photographs in a folder with one folder a class. What suits them is chosen; a tenth is kept apart.
        DataSplit photos = DataSets.Open(folder);
        TrainingRun run = UsualRun.Of(photos.Train, photos.Validation, epochs: 4);
        using Model trained = TrainingLoop.Run(run).Model;
        EvaluationReport report = Evaluation.Report(trained, photos.Validation!);
        Console.WriteLine($"{report.Score.Accuracy:P1} right; the surest mistake: {report.Mistakes.FirstOrDefault()?.Name}");
        ModelFile.Save(trained, file);

        // One picture: a file, a stream, or pixels in memory.
        using Classifier classifier = Classifier.Load(file);
        Answer best = classifier.Classify(photo)[0];
        Answer ofFrame = classifier.Classify(Picture.From(frame, height: 48, width: 64, PixelOrder.Bgra, stride: 256))[0];

        // Many: read ahead while the network runs, answered in order.
        await foreach (Classification picture in classifier.ClassifyMany(Directory.EnumerateFiles(Path.GetDirectoryName(photo)!, "*.png")))
            Console.WriteLine($"{picture.Picture}: {picture.Answers[0].Label}");

        Assert.Equal((108, 12), (photos.Train.Count, report.Score.Pictures));
        Assert.Contains(best.Label, photos.Train.Classes);
        Assert.InRange(ofFrame.Probability, 1 / 6.0, 1);
    }

    private static string Write(string folder, DrawnShapes shapes)
    {
        string path = "";
        for (int i = 0; i < shapes.Count; i++)
        {
            path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, shapes.Classes[shapes.Label(i)])).FullName, $"{i}.png");
            PictureFile.SavePng(path, shapes.Read(i));
        }

        return path;
    }

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    [GeneratedRegex(@"```csharp\n([^`]+)```", RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
