// The lines of the README stand here as a reader would write them, without a test's cancellation token.
#pragma warning disable xUnit1051
using System.Text.RegularExpressions;
using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training;
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
    public void Network_TrainedFromCode_ScoresClassifiesAndIsWritten()
    {
        string folder = temporary.Path, file = temporary.File("digits.safetensors");
        Write("train", new DrawnShapes(192, 1));
        Write("t10k", new DrawnShapes(60, 2));

        // A network of the catalog, trained on a folder with MNIST's files.
        MnistDataSet train = MnistDataSet.Train(folder), test = MnistDataSet.Test(folder);
        using Model start = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), train, seed: 1);
        Model trained = TrainingLoop.Run(start, train, new TrainingOptions { Epochs = 2 });
        double accuracy = Evaluation.Of(trained, test).Accuracy;
        ModelFile.Save(trained, file);

        // The first test picture, classified.
        using var classifier = new Classifier(trained);
        Answer best = classifier.Classify("test picture 0", test.Read(0), count: 1)[0];

        Assert.InRange(accuracy, 1 / 6.0, 1);
        Assert.True(File.Exists(file));
        Assert.Contains(best.Label, train.Classes);
    }

    private void Write(string part, DrawnShapes shapes)
    {
        var pixels = new byte[shapes.Count * 784];
        for (int i = 0; i < shapes.Count; i++) shapes.Read(i).Pixels.CopyTo(pixels.AsMemory(i * 784));
        temporary.Write($"{part}-images-idx3-ubyte", IdxBytes.Of(pixels, shapes.Count, 28, 28));
        temporary.Write($"{part}-labels-idx1-ubyte", IdxBytes.Of([.. Enumerable.Range(0, shapes.Count).Select(i => (byte)shapes.Label(i))], shapes.Count));
    }

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    [GeneratedRegex(@"```csharp\n([^`]+)```", RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
