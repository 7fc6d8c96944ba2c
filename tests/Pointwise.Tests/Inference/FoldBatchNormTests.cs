using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Inference;

public class FoldBatchNormTests
{
    private static string[] Names(Graph graph) => [.. graph.Nodes.Select(n => n.Name)];

    private static Compilation Fold(Graph graph) => FoldBatchNorm.Apply(new Compilation(graph));

    [Fact]
    public void FoldBatchNorm_BehindEachLayer_TakesItIn()
    {
        var b = new GraphBuilder("folded");
        Value x = b.Input(new Shape(1, 6, 4, 4)).Conv2D("conv", 4, Window.Square(3), groups: 2, bias: false).BatchNorm("norm1").Relu("relu");
        x = x.Apply("turned", new ConvTranspose2D(6, Window.Square(2, stride: 2), Groups: 2)).BatchNorm("norm2");
        b.Head("main", x.Flatten("flat").Linear("fc", 3).BatchNorm("norm3"));
        Graph graph = b.Build();
        Compilation folded = Fold(graph);
        Assert.Equal(["input", "conv", "relu", "turned", "flat", "fc"], Names(folded.Graph));
        Assert.True(Assert.IsType<Conv2D>(folded.Graph.Nodes[1].Operator).Bias);
        Assert.Equal(["conv.bias", "conv.weight", "fc.bias", "fc.weight", "turned.bias", "turned.weight"], folded.Derived.Keys);
        Assert.Equal(graph.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal), folded.Sources.Order(StringComparer.Ordinal));
        CheckOutputs(graph, folded);
    }

    [Fact]
    public void FoldBatchNorm_OfTwoInARow_FoldsBothAndRoundsOnce()
    {
        var b = new GraphBuilder("twice");
        b.Head("main", b.Input(new Shape(1, 3, 5, 5)).Conv2D("conv", 5, Window.Square(1)).BatchNorm("norm1", 1e-3f).BatchNorm("norm2").Relu("relu"));
        Graph graph = b.Build();
        Compilation folded = Fold(graph);
        Assert.Equal(["input", "conv", "relu"], Names(folded.Graph));
        CheckOutputs(graph, folded);
        using Parameters stored = Formula.Parameters(graph), found = folded.Evaluate(stored);
        for (int f = 0; f < 5; f++)
        {
            double first = Factor(stored, "norm1", f, 1e-3f), second = Factor(stored, "norm2", f, 1e-5f);
            double bias = (stored["conv.bias"].Values[f] - (double)stored["norm1.running_mean"].Values[f]) * first + stored["norm1.bias"].Values[f];
            bias = (bias - stored["norm2.running_mean"].Values[f]) * second + stored["norm2.bias"].Values[f];
            Assert.Equal(bias, found["conv.bias"].Values[f], Math.Abs(bias) * 6e-8);
            for (int c = 0; c < 3; c++)
            {
                double weight = stored["conv.weight"].Values[f * 3 + c] * first * second;
                Assert.Equal(weight, found["conv.weight"].Values[f * 3 + c], Math.Abs(weight) * 6e-8);
            }
        }
    }

    [Fact]
    public void FoldBatchNorm_WithAnActivation_LetsTheLayerHaveIt()
    {
        var b = new GraphBuilder("rectified");
        b.Head("main", b.Input(new Shape(2, 3, 5, 5)).Conv2D("conv", 5, Window.Square(1)).Apply("norm", new BatchNorm(Activation: Activation.Relu)));
        Graph graph = b.Build();
        Compilation folded = Fold(graph);
        Assert.Equal(Activation.Relu, Assert.IsType<Conv2D>(folded.Graph.Nodes[1].Operator).Activation);
        CheckOutputs(graph, folded);
    }

    [Fact]
    public void FoldBatchNorm_WhereTheLayerIsReadTwiceOrRectifies_LeavesIt()
    {
        var b = new GraphBuilder("kept");
        Value x = b.Input(new Shape(1, 3, 5, 5)).BatchNorm("first");
        Value read = x.Conv2D("read", 3, Window.Square(1));
        Value rectified = x.Conv2D("rectified", 3, Window.Square(1), activation: Activation.Relu).BatchNorm("behind");
        Value head = x.Conv2D("head", 3, Window.Square(1));
        b.Head("main", read.BatchNorm("norm").Add("sum", read).Add("all", rectified).Add("last", head.BatchNorm("ahead")));
        b.Head("aux1", head);
        Graph graph = b.Build();
        Compilation folded = Fold(graph);
        Assert.Equal(graph, folded.Graph);
        Assert.Empty(folded.Derived);
    }

    [Fact]
    public void FoldBatchNorm_BeforeAConcatenation_FoldsEveryBranch()
    {
        var b = new GraphBuilder("branches");
        Value x = b.Input(new Shape(2, 3, 9, 9));
        Value left = x.Conv2D("left", 5, Window.Square(1), bias: false).BatchNorm("left.norm").Relu("left.relu");
        Value right = x.Conv2D("right", 4, Window.Square(3, padding: 1), bias: false).BatchNorm("right.norm").Relu("right.relu");
        b.Head("main", Value.Concat("join", left, right));
        Graph graph = b.Build();
        Compilation folded = Fold(graph);
        Assert.Equal(["input", "left", "left.relu", "right", "right.relu", "join"], Names(folded.Graph));
        CheckOutputs(graph, folded);
    }

    public static TheoryData<string> Catalog => [.. ArchitectureCatalog.Names];

    [Theory]
    [MemberData(nameof(Catalog))]
    public void Session_OfACatalogNetwork_AnswersAsWithoutFolding(string name)
    {
        Graph graph = ArchitectureCatalog.Get(name).Build(batch: 1);
        if (!graph.Nodes.Any(n => n.Operator is BatchNorm or Add))
        {
            Assert.Equal(FuseResidual.Apply(Fold(graph).Graph), graph);
            return;
        }

        using var model = new Model(graph, MovedParameters(graph));
        Compare(model, Networks.Picture(graph.Input.Shape));
    }

    [Theory]
    [InlineData("bvlc_googlenet.onnx")]
    [InlineData("resnet20-12fca82f.th")]
    public void Session_OfTrainedWeights_AnswersAsWithoutFolding(string file)
    {
        using Model model = Models.Open(Path.Combine(TestData.Require("pretrained"), file), new ModelOptions { Network = file.StartsWith("resnet20", StringComparison.Ordinal) ? "resnet20" : null }, TestContext.Current.CancellationToken);
        Compare(model, Networks.Picture(model.Graph.Input.Shape.WithBatch(1)));
    }

    /// <summary>Every norm's parameters away from what they start as.</summary>
    private static Parameters MovedParameters(Graph graph)
    {
        Parameters parameters = Parameters.Initialize(graph, 3);
        ulong stream = 0;
        foreach (ParameterSpec spec in graph.Parameters)
        {
            stream++;
            if (spec.Shape.Rank != 1) continue;
            var random = new RandomStream(5, stream);
            Span<float> values = parameters[spec.Name].Values;
            for (int i = 0; i < values.Length; i++)
            {
                float drawn = random.Uniform(i);
                values[i] = spec.Role switch
                {
                    ParameterRole.RunningVariance => 0.25f + 2 * drawn,
                    ParameterRole.Scale => 0.5f + drawn,
                    _ => 0.4f * drawn - 0.2f,
                };
            }
        }

        return parameters;
    }

    private static void Compare(Model model, float[] picture)
    {
        float[] Answer(params string[] without)
        {
            using var session = new Session(model, 1, new SessionOptions { Threads = 2, WithoutPasses = [.. without] });
            session.Run(picture);
            return session.Output().ToArray();
        }

        float[] plain = Answer(nameof(FoldBatchNorm), nameof(FuseResidual));
        Assert.All(plain, value => Assert.True(float.IsFinite(value)));
        Near.Check(model.Graph.Name, plain, Answer(), 1e-5);
    }

    private static void CheckOutputs(Graph graph, Compilation folded)
    {
        using Parameters stored = Formula.Parameters(graph), derived = folded.Evaluate(stored);
        using var workers = new Workers(1);
        using var picture = Tensor.FromChannelsFirst(graph.Input.Shape, Formula.Pictures(graph.Input.Shape));
        using var before = new NodeByNode(graph, stored, picture.Values, workers);
        using var after = new NodeByNode(folded.Graph, derived, picture.Values, workers);
        foreach (Head head in graph.Heads) Near.Check(head.Name, before.Head(head.Name), after.Head(head.Name), 1e-6);
    }

    private static double Factor(Parameters stored, string norm, int channel, float epsilon) =>
        stored[$"{norm}.weight"].Values[channel] / Math.Sqrt((double)stored[$"{norm}.running_var"].Values[channel] + epsilon);
}
