using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class FullyConvolutionalTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => ArchitectureCatalog.Names.Where(n => n.StartsWith("fcn", StringComparison.Ordinal)).Select(n => new TheoryDataRow<string>(n));

    /// <summary>The road scenes of the KITTI benchmark as they are usually cut.</summary>
    [Fact]
    public void Vgg_OfRoadScenes_ScoresItsThirdPoolInTwoClasses()
    {
        Graph graph = ArchitectureCatalog.Get("fcn8s-vgg16").Build(new Shape(1, 3, 160, 576), classes: 2);
        Assert.Equal(new Shape(1, 256, 20, 72), graph.ShapeOf("features.16"));
        Assert.Equal(new Shape(1, 2, 20, 72), graph.ShapeOf("score_8"));
        Assert.Equal(new Shape(1, 4096, 5, 18), graph.ShapeOf("classifier.5"));
        Assert.Equal(new Shape(1, 2, 160, 576), graph.ShapeOf("scores"));
        Assert.Equal(514, graph.Trained("score_8"));
        Assert.Equal(20 * 72 * 256 * 2, graph.MultiplyAdds("score_8"));
    }

    [Theory]
    [InlineData("fcn32s-googlenet", "63x63/32", "scores")]
    [InlineData("fcn16s-googlenet", "31x31/16", "score_16")]
    [InlineData("fcn8s-googlenet", "15x15/8", "score_16", "score_8")]
    [InlineData("fcn8s-vgg16", "16x16/8", "score_16", "score_8")]
    [InlineData("fcn8s-inception-v3", "15x15/8", "score_16", "score_8")]
    [InlineData("fcn-small", "7x7/4", "score_8", "score_4")]
    public void Scores_AreEnlargedInStepsAndThenAtOnce(string name, string last, params string[] skips)
    {
        Graph graph = NetworkCounts.Build(name);
        foreach (string skip in skips) Assert.Contains(graph.Nodes, n => n.Name == skip);
        var enlargement = Assert.IsType<ConvTranspose2D>(graph.Nodes.Single(n => n.Name == "upscore").Operator);
        Assert.Equal(last, OperatorText.Size(enlargement.Window));
        Assert.Equal(enlargement.Filters, enlargement.Groups);
        Assert.DoesNotContain(graph.Parameters, p => p.IsTrained && p.Name == "upscore.weight");
        Assert.Equal(skips.Count(s => s != "scores"), graph.Nodes.Count(n => n.Operator is Add));
    }

    /// <summary>What pools and strides leave of odd sizes is enough, and not much too much.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Picture_OfAnySize_HasAScoreForEveryPixel(string name)
    {
        Graph network = ArchitectureCatalog.Get(name).Build(new Shape(1, 3, 96, 96), 3);
        for (int side = 47; side < 113; side++)
        {
            Graph graph = network.ForInput(new Shape(1, 3, side, side + 64));
            Assert.Equal(new Shape(1, 3, side, side + 64), graph.ShapeOf("scores"));
            foreach (Node crop in graph.Nodes.Where(n => n.Operator is Crop))
            {
                (Shape from, Shape to) = (graph.Nodes[crop.Inputs[0]].Shape, crop.Shape);
                Assert.InRange(from.H - to.H, 0, crop.Name == "scores" ? 63 : 3);
            }
        }
    }

    /// <summary>Every map is enlarged onto the pixels that its values are centred on: windows are followed from the picture on.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Enlarging_PutsValuesWhereTheirWindowsAreCentred(string name)
    {
        Graph graph = ArchitectureCatalog.Get(name).Build(new Shape(1, 3, 128, 128), 3);
        var places = new (double First, double Stride)[graph.Nodes.Length];
        for (int i = 0; i < places.Length; i++)
        {
            Node node = graph.Nodes[i];
            (double first, double stride) = node.Inputs.Length == 0 ? (0, 1) : places[node.Inputs[0]];
            places[i] = node.Operator switch
            {
                ConvTranspose2D up => (first + (up.Window.PadTop - (up.Window.KernelH - 1) / 2.0) * stride / up.Window.StrideH, stride / up.Window.StrideH),
                Conv2D { Window: var w } => (first + ((w.SpanH - 1) / 2.0 - w.PadTop) * stride, stride * w.StrideH),
                MaxPool { Window: var w } => (first + ((w.SpanH - 1) / 2.0 - w.PadTop) * stride, stride * w.StrideH),
                _ => (first, stride),
            };
            if (node.Operator is Add or Concat) Assert.All(node.Inputs, input => Assert.Equal(places[input], places[i]));
        }

        Assert.Equal((0, 1), places[^1]);
    }

    /// <summary>Where all scores of the coarse maps are planes over the picture, so are the network's, away from the ends.</summary>
    [Fact]
    public void Enlarging_OfAPlane_GivesThePlane()
    {
        var builder = new GraphBuilder("plane");
        Value picture = builder.Input(new Shape(1, 1, 32, 32)), coarse = picture.MaxPool("pool1", Window.Square(2, 2)).MaxPool("pool2", Window.Square(2, 2));
        var map = new PlacedMap(coarse, 4, 1.5);
        builder.Head("main", map.Map.ConvTranspose2D("up", 1, map.WindowOnto(PlacedMap.Of(picture)), bias: false, bilinear: true, isFixed: true).Crop("crop", picture));
        Graph graph = builder.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var session = new Session(model, 1, new SessionOptions { Threads = 1 });
        // the largest of 4 x 4 pixels lies 1.5 of both steps beyond their middle
        for (int i = 0; i < session.Input.Length; i++) session.Input[i] = 2 * (i / 32) + 3 * (i % 32);
        session.Run();
        ReadOnlySpan<float> plane = session.Output();
        for (int y = 4; y < 28; y++)
            for (int x = 4; x < 28; x++) Assert.Equal(2 * (y + 1.5f) + 3 * (x + 1.5f), plane[y * 32 + x], 1e-4f);
    }
}
