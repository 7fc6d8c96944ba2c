using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Sets;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class ResNetCifarTests
{
    private static readonly float[] Scores = [3.09624f, -1.17395f, 1.00025f, 1.91332f, -1.86717f, -1.39876f, -0.12782f, -1.21285f, 1.52879f, -1.77628f];

    [Theory]
    [InlineData("resnet20-12fca82f.th")]
    [InlineData("resnet20-12fca82f.safetensors")]
    public void Scores_OfThePublishedWeights_AreTheReferences(string file)
    {
        using Model model = Published(file);
        using var session = new Session(model);
        session.RunChannelsFirst([.. Enumerable.Range(0, 3 * 32 * 32).Select(i => (i % 256 - 128) / 64f)]);
        ReadOnlySpan<float> found = session.Output();
        for (int i = 0; i < Scores.Length; i++) Assert.Equal(Scores[i], found[i], 1e-4f);
    }

    [Fact]
    public void Accuracy_OfThePublishedWeights_IsTheReferences()
    {
        using Model model = Published("resnet20-12fca82f.th");
        IDataSet test = DataSets.Open(TestData.Require("cifar10-jpg")).Test!;
        Score score = Evaluation.Of(model, test, stop: TestContext.Current.CancellationToken);
        Assert.Equal("81.0", (100 * score.Accuracy).ToString("F1", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Parameters_AreThePapers()
    {
        Graph graph = NetworkCounts.Build("resnet20");
        Assert.Equal(269_722, graph.Trained());
        Assert.Equal(new Shape(1, 32, 16, 16), graph.ShapeOf("layer2.0.shortcut"));
        Assert.Equal(new Shape(1, 64, 8, 8), graph.ShapeOf("layer3.2.add"));
    }

    private static Model Published(string file)
    {
        Architecture architecture = ArchitectureCatalog.Get("resnet20");
        Graph graph = architecture.Build();
        return new Model(graph, WeightsFile.Read(TestData.Require("pretrained", file), graph)) { Preprocessing = architecture.Preprocessing };
    }
}
