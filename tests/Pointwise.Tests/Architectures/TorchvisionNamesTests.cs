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
    public void Convolution_HasTorchvisionsNameAndShape(string network, string name, int filters, int channels, int height, int width) =>
        Assert.Equal(new Shape(filters, channels, height, width), ShapeOf(network, name));

    [Theory]
    [InlineData("googlenet-bn", "aux1.fc1.weight", 1024, 2048)]
    [InlineData("googlenet-bn", "aux2.fc2.weight", 1000, 1024)]
    [InlineData("googlenet-bn", "fc.weight", 1000, 1024)]
    [InlineData("inception-v3", "AuxLogits.fc.weight", 1000, 768)]
    [InlineData("inception-v3", "fc.weight", 1000, 2048)]
    public void Classifier_HasTorchvisionsNameAndShape(string network, string name, int outputs, int inputs) =>
        Assert.Equal(new Shape(outputs, inputs), ShapeOf(network, name));

    [Theory]
    [InlineData("googlenet-bn", "conv1.bn", 64)]
    [InlineData("inception-v3", "Mixed_7c.branch_pool.bn", 192)]
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

    private static Shape ShapeOf(string network, string parameter) =>
        Assert.Single(NetworkCounts.Build(network, heads: true).Parameters, p => p.Name == parameter).Shape;
}
