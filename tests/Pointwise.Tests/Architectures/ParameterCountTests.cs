using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class ParameterCountTests
{
    [Theory]
    [InlineData("googlenet", false, 6_998_552)]
    [InlineData("googlenet", true, 13_378_280)]
    [InlineData("googlenet-bn", false, 6_624_904)]
    [InlineData("googlenet-bn", true, 13_004_888)]
    [InlineData("inception-v3", false, 23_834_568)]
    [InlineData("inception-v3", true, 27_161_264)]
    [InlineData("resnet18", false, 11_689_512)]
    [InlineData("resnet50", false, 25_557_032)]
    [InlineData("densenet121", false, 7_978_856)]
    [InlineData("squeezenet1_0", false, 1_248_424)]
    [InlineData("squeezenet1_1", false, 1_235_496)]
    [InlineData("vgg16", false, 138_357_544)]
    [InlineData("mobilenet-v1", false, 4_231_976)]
    [InlineData("small-inception", false, 1_651_114)]
    [InlineData("nin", false, 966_986)]
    public void Parameters_OfACatalogNetwork_AreTheReplicas(string name, bool heads, long parameters) =>
        Assert.Equal(parameters, NetworkCounts.Build(name, heads).Trained());

    /// <summary>
    /// A classifier's weights but its last layer, a 1x1 with biases for 21 classes on every map, and 21 x 21 kernels for each twofold enlargement;
    /// VGG's fully connected layers are convolutions: 134 million, table 1 of arXiv:1411.4038.
    /// </summary>
    [Theory]
    [InlineData("fcn32s-vgg16", 138_357_544 - 4_097_000 + 4097 * 21)]
    [InlineData("fcn16s-vgg16", 138_357_544 - 4_097_000 + (4097 + 513) * 21 + 21 * 21 * 16)]
    [InlineData("fcn8s-vgg16", 138_357_544 - 4_097_000 + (4097 + 513 + 257) * 21 + 2 * 21 * 21 * 16)]
    [InlineData("fcn32s-googlenet", 6_998_552 - 1_025_000 + 1025 * 21)]
    [InlineData("fcn8s-googlenet", 6_998_552 - 1_025_000 + (1025 + 833 + 481) * 21 + 2 * 21 * 21 * 9)]
    [InlineData("fcn32s-inception-v3", 23_834_568 - 2_049_000 + 2049 * 21)]
    [InlineData("fcn8s-inception-v3", 23_834_568 - 2_049_000 + (2049 + 769 + 289) * 21 + 2 * 21 * 21 * 9)]
    public void Parameters_OfAFullyConvolutionalNetwork_AreItsBackbonesAndItsScores(string name, long parameters) =>
        Assert.Equal(parameters, NetworkCounts.Build(name).Trained());

    [Theory]
    [InlineData("googlenet", 1_582_671_872)]
    [InlineData("googlenet-bn", 1_498_376_192)]
    [InlineData("inception-v3", 5_713_216_096)]
    [InlineData("resnet18", 1_814_073_344)]
    [InlineData("resnet50", 4_089_184_256)]
    [InlineData("densenet121", 2_834_161_664)]
    [InlineData("vgg16", 15_470_264_320)]
    [InlineData("mobilenet-v1", 568_740_352)]
    public void MultiplyAdds_OfACatalogNetwork_AreTheReplicas(string name, long multiplyAdds) =>
        Assert.Equal(multiplyAdds, NetworkCounts.Build(name).MultiplyAdds());

    [Theory]
    [InlineData("squeezenet1_0", 0.819)]
    [InlineData("squeezenet1_1", 0.349)]
    public void MultiplyAdds_OfSqueezeNet_AreTheReplicasToTheirDigits(string name, double billions) =>
        Assert.Equal(billions, Math.Round(NetworkCounts.Build(name).MultiplyAdds() / 1e9, 3));

    /// <summary>
    /// Caffe's replica has 11,295,240 parameters: its convolutions keep a bias before the batch norm, and its pool projections of 4c and 4d are 128
    /// wide, which makes 90,304 more with what reads them.
    /// </summary>
    [Fact]
    public void Parameters_OfInceptionV2_AreTheReplicasWithoutItsBiasesAndWiderPools()
    {
        Graph graph = NetworkCounts.Build("inception-v2");
        Assert.Equal(11_295_240 - 90_304, graph.Trained() + graph.Nodes.Select(n => n.Operator).OfType<Conv2D>().Sum(c => c.Filters));
    }

    [Fact]
    public void MultiplyAdds_OfABatch_AreThatManyTimesOnePicture()
    {
        Graph one = NetworkCounts.Build("small-inception"), three = ArchitectureCatalog.Get("small-inception").Build(batch: 3);
        Assert.Equal(3 * one.MultiplyAdds(), three.MultiplyAdds());
    }

    [Fact]
    public void TinyInception_IsTiny()
    {
        Graph graph = NetworkCounts.Build("tiny-inception");
        Assert.InRange(graph.Trained(), 100_000, 250_000);
        Assert.InRange(graph.MultiplyAdds(), 4_000_000, 6_000_000);
    }
}
