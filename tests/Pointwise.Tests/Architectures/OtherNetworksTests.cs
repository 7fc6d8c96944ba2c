using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class OtherNetworksTests
{
    [Theory]
    [InlineData("googlenet-bn", "maxpool2", 192, 28)]
    [InlineData("googlenet-bn", "inception4d.concat", 528, 14)]
    [InlineData("googlenet-bn", "maxpool4", 832, 7)]
    [InlineData("googlenet-bn", "inception5b.concat", 1024, 7)]
    [InlineData("googlenet-bn", "aux1.pool", 512, 4)]
    [InlineData("inception-v3", "Conv2d_2b_3x3.bn", 64, 147)]
    [InlineData("inception-v3", "maxpool2", 192, 35)]
    [InlineData("inception-v3", "Mixed_5b.concat", 256, 35)]
    [InlineData("inception-v3", "Mixed_5d.concat", 288, 35)]
    [InlineData("inception-v3", "Mixed_6a.concat", 768, 17)]
    [InlineData("inception-v3", "Mixed_6e.concat", 768, 17)]
    [InlineData("inception-v3", "AuxLogits.pool", 768, 5)]
    [InlineData("inception-v3", "Mixed_7a.concat", 1280, 8)]
    [InlineData("inception-v3", "Mixed_7c.concat", 2048, 8)]
    [InlineData("inception-v2", "inception_3b.output", 320, 28)]
    [InlineData("inception-v2", "inception_3c.output", 576, 14)]
    [InlineData("inception-v2", "inception_4d.output", 576, 14)]
    [InlineData("inception-v2", "inception_4e.output", 1024, 7)]
    [InlineData("inception-v2", "inception_5b.output", 1024, 7)]
    [InlineData("resnet18", "layer1.1.add", 64, 56)]
    [InlineData("resnet18", "layer4.1.add", 512, 7)]
    [InlineData("resnet50", "layer1.2.add", 256, 56)]
    [InlineData("resnet50", "layer2.3.add", 512, 28)]
    [InlineData("resnet50", "layer3.5.add", 1024, 14)]
    [InlineData("resnet50", "layer4.2.add", 2048, 7)]
    [InlineData("densenet121", "features.denseblock1.concat6", 256, 56)]
    [InlineData("densenet121", "features.transition1.pool", 128, 28)]
    [InlineData("densenet121", "features.denseblock3.concat24", 1024, 14)]
    [InlineData("densenet121", "features.norm5", 1024, 7)]
    [InlineData("squeezenet1_0", "features.0", 96, 109)]
    [InlineData("squeezenet1_0", "features.6", 256, 27)]
    [InlineData("squeezenet1_0", "classifier.1", 1000, 13)]
    [InlineData("squeezenet1_1", "features.2", 64, 55)]
    [InlineData("squeezenet1_1", "features.12.concat", 512, 13)]
    [InlineData("mobilenet-v1", "block6.depthwise.conv", 256, 14)]
    [InlineData("mobilenet-v1", "block13.pointwise.bn", 1024, 7)]
    [InlineData("vgg16", "features.30", 512, 7)]
    [InlineData("nin", "pool1", 96, 16)]
    [InlineData("nin", "pool2", 192, 8)]
    [InlineData("nin", "block3.mlp2", 10, 8)]
    [InlineData("small-inception", "inception_1a.output", 64, 28)]
    [InlineData("small-inception", "inception_1b.output", 80, 28)]
    [InlineData("small-inception", "downsample_1.output", 160, 14)]
    [InlineData("small-inception", "inception_2d.output", 144, 14)]
    [InlineData("small-inception", "downsample_2.output", 240, 7)]
    [InlineData("small-inception", "inception_3b.output", 336, 7)]
    [InlineData("tiny-inception", "pool1", 16, 14)]
    [InlineData("tiny-inception", "pool2", 80, 7)]
    [InlineData("tiny-inception", "inception_3.output", 256, 3)]
    public void Stage_AtTheNetworksOwnSize_HasItsExtent(string network, string node, int channels, int side) =>
        Assert.Equal(new Shape(1, channels, side, side), NetworkCounts.Build(network, heads: true).ShapeOf(node));

    [Theory]
    [InlineData(28, 7)]
    [InlineData(32, 8)]
    [InlineData(63, 16)]
    [InlineData(64, 4)]
    [InlineData(65, 5)]
    [InlineData(112, 7)]
    [InlineData(224, 14)]
    public void SmallInception_AtAnySize_EndsInTheExtentItsStridesGive(int size, int last)
    {
        Graph graph = ArchitectureCatalog.Get("small-inception").Build(new Shape(1, 3, size, size), 7);
        Assert.Equal(new Shape(1, 336, last, last), graph.ShapeOf("inception_3b.output"));
        Assert.Equal(size >= 64, graph.Nodes.Any(n => n.Name == "stem.conv"));
        Assert.Equal(new Shape(1, 7), graph.ShapeOf("linear"));
    }

    [Fact]
    public void InceptionV3_BranchPools_CountTheirPadding()
    {
        IEnumerable<AveragePool> pools = NetworkCounts.Build("inception-v3").Nodes.Select(n => n.Operator).OfType<AveragePool>();
        Assert.Equal(Enumerable.Repeat(new AveragePool(Window.Square(3, padding: 1), CountPadding: true), 9), pools);
    }

    [Fact]
    public void InceptionV3_Head_StandsBehindTheLast17x17()
    {
        Graph graph = NetworkCounts.Build("inception-v3", heads: true);
        Assert.Equal(["main", "aux1"], graph.Heads.Select(h => h.Name));
        Node pool = Assert.Single(graph.Nodes, n => n.Name == "AuxLogits.pool");
        Assert.Equal("Mixed_6e.concat", graph.Nodes[pool.Inputs[0]].Name);
    }

    [Fact]
    public void ResNet50_StridesInTheThreeByThree()
    {
        Graph graph = NetworkCounts.Build("resnet50");
        Assert.Equal(Enumerable.Repeat(1, 16), graph.Nodes.Where(n => n.Name.EndsWith(".conv1", StringComparison.Ordinal)).Select(n => ((Conv2D)n.Operator).Window.StrideH));
        Assert.Equal(3, graph.Nodes.Count(n => n.Name.EndsWith(".conv2", StringComparison.Ordinal) && ((Conv2D)n.Operator).Window.StrideH == 2));
    }

    [Fact]
    public void MobileNet_Depthwise_IsAGroupAChannel() => Assert.All(NetworkCounts.Build("mobilenet-v1").Nodes.Where(n => n.Name.EndsWith("depthwise.conv", StringComparison.Ordinal)),
        n => Assert.Equal(((Conv2D)n.Operator).Filters, ((Conv2D)n.Operator).Groups));

    [Fact]
    public void NetworkInNetwork_HasTwoDropoutsAndNoBatchNorm()
    {
        Graph graph = NetworkCounts.Build("nin");
        Assert.Equal([0.5f, 0.5f], graph.Nodes.Select(n => n.Operator).OfType<Dropout>().Select(d => d.Rate));
        Assert.DoesNotContain(graph.Nodes, n => n.Operator is BatchNorm);
    }
}
