using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

/// <summary>The names of torchvision's state dicts, which published weights are stored under.</summary>
public class TorchvisionNamesTests
{
    [Theory]
    [InlineData("googlenet-bn", "conv1.conv.weight", 64, 3, 7, 7)]
    [InlineData("googlenet-bn", "conv2.conv.weight", 64, 64, 1, 1)]
    [InlineData("googlenet-bn", "conv3.conv.weight", 192, 64, 3, 3)]
    [InlineData("googlenet-bn", "inception3a.branch1.conv.weight", 64, 192, 1, 1)]
    [InlineData("googlenet-bn", "inception3a.branch2.0.conv.weight", 96, 192, 1, 1)]
    [InlineData("googlenet-bn", "inception3a.branch2.1.conv.weight", 128, 96, 3, 3)]
    [InlineData("googlenet-bn", "inception4e.branch3.0.conv.weight", 32, 528, 1, 1)]
    [InlineData("googlenet-bn", "inception4e.branch3.1.conv.weight", 128, 32, 3, 3)]
    [InlineData("googlenet-bn", "inception5b.branch4.1.conv.weight", 128, 832, 1, 1)]
    [InlineData("googlenet-bn", "aux1.conv.conv.weight", 128, 512, 1, 1)]
    [InlineData("inception-v3", "Conv2d_1a_3x3.conv.weight", 32, 3, 3, 3)]
    [InlineData("inception-v3", "Conv2d_4a_3x3.conv.weight", 192, 80, 3, 3)]
    [InlineData("inception-v3", "Mixed_5b.branch1x1.conv.weight", 64, 192, 1, 1)]
    [InlineData("inception-v3", "Mixed_5b.branch5x5_2.conv.weight", 64, 48, 5, 5)]
    [InlineData("inception-v3", "Mixed_5d.branch_pool.conv.weight", 64, 288, 1, 1)]
    [InlineData("inception-v3", "Mixed_6a.branch3x3dbl_3.conv.weight", 96, 96, 3, 3)]
    [InlineData("inception-v3", "Mixed_6b.branch7x7_2.conv.weight", 128, 128, 1, 7)]
    [InlineData("inception-v3", "Mixed_6c.branch7x7dbl_4.conv.weight", 160, 160, 7, 1)]
    [InlineData("inception-v3", "Mixed_7a.branch7x7x3_4.conv.weight", 192, 192, 3, 3)]
    [InlineData("inception-v3", "Mixed_7b.branch3x3_2a.conv.weight", 384, 384, 1, 3)]
    [InlineData("inception-v3", "Mixed_7c.branch3x3dbl_3b.conv.weight", 384, 384, 3, 1)]
    [InlineData("inception-v3", "AuxLogits.conv0.conv.weight", 128, 768, 1, 1)]
    [InlineData("inception-v3", "AuxLogits.conv1.conv.weight", 768, 128, 5, 5)]
    [InlineData("resnet18", "layer2.0.downsample.0.weight", 128, 64, 1, 1)]
    [InlineData("resnet18", "layer4.1.conv2.weight", 512, 512, 3, 3)]
    [InlineData("resnet50", "conv1.weight", 64, 3, 7, 7)]
    [InlineData("resnet50", "layer1.0.downsample.0.weight", 256, 64, 1, 1)]
    [InlineData("resnet50", "layer3.5.conv3.weight", 1024, 256, 1, 1)]
    [InlineData("densenet121", "features.conv0.weight", 64, 3, 7, 7)]
    [InlineData("densenet121", "features.denseblock1.denselayer1.conv1.weight", 128, 64, 1, 1)]
    [InlineData("densenet121", "features.denseblock4.denselayer16.conv1.weight", 128, 992, 1, 1)]
    [InlineData("densenet121", "features.denseblock4.denselayer16.conv2.weight", 32, 128, 3, 3)]
    [InlineData("densenet121", "features.transition3.conv.weight", 512, 1024, 1, 1)]
    [InlineData("squeezenet1_0", "features.12.squeeze.weight", 64, 512, 1, 1)]
    [InlineData("squeezenet1_1", "features.0.weight", 64, 3, 3, 3)]
    [InlineData("squeezenet1_1", "features.3.expand3x3.weight", 64, 16, 3, 3)]
    [InlineData("squeezenet1_1", "classifier.1.weight", 1000, 512, 1, 1)]
    [InlineData("vgg16", "features.28.weight", 512, 512, 3, 3)]
    public void Convolution_HasTorchvisionsNameAndShape(string network, string name, int filters, int channels, int height, int width) =>
        Assert.Equal(new Shape(filters, channels, height, width), ShapeOf(network, name));

    [Theory]
    [InlineData("googlenet-bn", "aux1.fc1.weight", 1024, 2048)]
    [InlineData("googlenet-bn", "aux2.fc2.weight", 1000, 1024)]
    [InlineData("googlenet-bn", "fc.weight", 1000, 1024)]
    [InlineData("inception-v3", "AuxLogits.fc.weight", 1000, 768)]
    [InlineData("inception-v3", "fc.weight", 1000, 2048)]
    [InlineData("resnet18", "fc.weight", 1000, 512)]
    [InlineData("resnet50", "fc.weight", 1000, 2048)]
    [InlineData("densenet121", "classifier.weight", 1000, 1024)]
    [InlineData("vgg16", "classifier.0.weight", 4096, 25088)]
    [InlineData("vgg16", "classifier.6.weight", 1000, 4096)]
    public void Classifier_HasTorchvisionsNameAndShape(string network, string name, int outputs, int inputs) =>
        Assert.Equal(new Shape(outputs, inputs), ShapeOf(network, name));

    [Theory]
    [InlineData("googlenet-bn", "conv1.bn", 64)]
    [InlineData("inception-v3", "Mixed_7c.branch_pool.bn", 192)]
    [InlineData("resnet50", "layer2.0.downsample.1", 512)]
    [InlineData("densenet121", "features.denseblock2.denselayer12.norm1", 480)]
    [InlineData("densenet121", "features.norm5", 1024)]
    public void BatchNorm_HasFourTensorsOfItsChannels(string network, string node, int channels)
    {
        foreach (string part in new[] { "weight", "bias", "running_mean", "running_var" })
            Assert.Equal(new Shape(channels), ShapeOf(network, $"{node}.{part}"));
    }

    [Theory]
    [InlineData("googlenet-bn", false, 57, 2)]
    [InlineData("googlenet-bn", true, 59, 10)]
    [InlineData("inception-v3", false, 94, 2)]
    [InlineData("inception-v3", true, 96, 4)]
    public void Names_AreAsManyAsTheStateDictHas(string network, bool heads, int units, int others)
    {
        Graph graph = NetworkCounts.Build(network, heads);
        Assert.Equal(5 * units + others, graph.Parameters.Count());
        Assert.All(graph.Nodes.Select(n => n.Operator).OfType<BatchNorm>(), b => Assert.Equal(new BatchNorm(1e-3f, 0.1f, Activation.Relu), b));
        Assert.All(graph.Nodes.Select(n => n.Operator).OfType<Conv2D>(), c => Assert.False(c.Bias));
    }

    /// <summary>Tensors of torchvision's state dicts without the counters of batches.</summary>
    [Theory]
    [InlineData("resnet18", 102)]
    [InlineData("resnet50", 267)]
    [InlineData("densenet121", 606)]
    [InlineData("squeezenet1_0", 52)]
    [InlineData("squeezenet1_1", 52)]
    [InlineData("vgg16", 32)]
    public void Names_OfOtherNetworks_AreAsManyAsTheStateDictHas(string network, int tensors)
    {
        Graph graph = NetworkCounts.Build(network);
        Assert.Equal(tensors, graph.Parameters.Count());
        Assert.All(graph.Nodes.Select(n => n.Operator).OfType<BatchNorm>(), b => Assert.Equal((1e-5f, 0.1f), (b.Epsilon, b.Momentum)));
    }

    private static Shape ShapeOf(string network, string parameter) =>
        Assert.Single(NetworkCounts.Build(network, heads: true).Parameters, p => p.Name == parameter).Shape;
}
